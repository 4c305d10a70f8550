-- wrk sends whole requests from a file, one after another, as they are: nothing is built or signed while it measures.
-- arguments  file, bytes of each request, 'once' (nothing is sent twice; the end of the file ends the run) or 'again'
-- prints     one line of JSON at the end; latencies in microseconds
local threads = {}

function setup(thread)
    table.insert(threads, thread)
end

function init(arguments)
    file = assert(io.open(arguments[1], 'rb'))
    size = tonumber(arguments[2])
    again = arguments[3] == 'again'
    exhausted = 0
    last = file:read(size)
    file:seek('set', 0)
end

function request()
    if again then
        return last
    end
    local next = file:read(size)
    if next then
        return next
    end
    exhausted = 1
    wrk.thread:stop()
    return last
end

function done(summary, latency)
    local out = 0
    for _, thread in ipairs(threads) do
        out = out + thread:get('exhausted')
    end
    local errors = summary.errors
    print(string.format(
        '{"answers":%d,"micros":%d,"refused":%d,"broken":%d,"exhausted":%d,"p50":%d,"p99":%d}',
        summary.requests, summary.duration, errors.status,
        errors.connect + errors.read + errors.write + errors.timeout, out,
        latency:percentile(50), latency:percentile(99)))
end
