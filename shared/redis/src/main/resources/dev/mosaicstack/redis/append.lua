-- Appends events to the stream, in order and without a gap, or not at all.
-- KEYS[1]  the stream
-- ARGV[1]  position before the first event: the stream's last one must be it, unless the stream is empty
-- ARGV[2]  most entries to keep, roughly
-- ARGV[3]  how many fields and values each event has, then these; ARGV[3] starts again after them
--          the first two of each are 'position' and the position itself, which becomes the entry's id
-- returns  the stream's last position afterwards; another one than that of the last event means: nothing was added
local newest = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)
if #newest > 0 then
    local last = string.match(newest[1][1], '^(%d+)')
    if last ~= ARGV[1] then
        return tonumber(last)
    end
end
local position = ARGV[1]
local i = 3
while i <= #ARGV do
    local n = tonumber(ARGV[i])
    position = ARGV[i + 2]
    redis.call('XADD', KEYS[1], position .. '-0', unpack(ARGV, i + 3, i + n))
    i = i + n + 1
end
redis.call('XTRIM', KEYS[1], 'MAXLEN', '~', ARGV[2])
return tonumber(position)
