-- Fills a gap, unless it was filled before or the subject has a newer version by now.
-- KEYS[1]  the entry
-- ARGV[1]  name of the gap that the look-up gave
-- ARGV[2]  version of the answer
-- ARGV[3]  session whose agents may see it
-- ARGV[4]  the answer, JSON
-- ARGV[5]  how many milliseconds it is kept
-- returns  1 where it was filled, otherwise 0
local entry = redis.call('HMGET', KEYS[1], 'gap', 'version')
if entry[1] ~= ARGV[1] or tonumber(entry[2]) > tonumber(ARGV[2]) then
    return 0
end
redis.call('HSET', KEYS[1], 'version', ARGV[2], 'session', ARGV[3], 'json', ARGV[4])
redis.call('HDEL', KEYS[1], 'gap')
redis.call('PEXPIRE', KEYS[1], ARGV[5])
return 1
