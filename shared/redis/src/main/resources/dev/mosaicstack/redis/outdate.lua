-- Shared by the scripts that tell of a change. A cached answer older than the change is dropped; the version stays, so
-- that nobody who read the row before the change can put it back. Where nothing is kept there is nothing to do: a fill
-- needs the gap that its own look-up found or left.
local function outdate(key, version)
    local held = redis.call('HGET', key, 'version')
    if held and tonumber(held) < tonumber(version) then
        redis.call('HDEL', key, 'json', 'session')
        redis.call('HSET', key, 'version', version)
    end
end
