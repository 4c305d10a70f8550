-- Deletes a stream that is ahead of the database (an older database was restored), unless it was changed meanwhile.
-- KEYS[1]  the stream
-- ARGV[1]  the last position it had when that was found
-- returns  1 where it was deleted, otherwise 0
local newest = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)
if #newest > 0 and string.match(newest[1][1], '^(%d+)') == ARGV[1] then
    return redis.call('DEL', KEYS[1])
end
return 0
