-- Deletes a stream that is ahead of the database (an older database was restored), unless it was changed meanwhile, and
-- with it the cache, which is ahead as well.
-- KEYS[1]  the stream
-- ARGV[1]  the last position it had when that was found
-- ARGV[2]  pattern of the cache's keys
-- returns  1 where it was deleted, otherwise 0
local newest = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)
if #newest == 0 or string.match(newest[1][1], '^(%d+)') ~= ARGV[1] then
    return 0
end
local cursor = '0'
repeat
    local found = redis.call('SCAN', cursor, 'MATCH', ARGV[2], 'COUNT', 1000)
    cursor = found[1]
    for _, key in ipairs(found[2]) do
        redis.call('UNLINK', key)
    end
until cursor == '0'
return redis.call('DEL', KEYS[1])
