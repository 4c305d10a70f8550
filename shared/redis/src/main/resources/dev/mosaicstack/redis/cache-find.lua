-- Looks an answer up; where there is none, leaves a gap that a fill must name. A gap that was lost with the rest of
-- Redis takes the right to fill with it, and so does one that has run out.
-- KEYS[1]  the entry
-- ARGV[1]  name of the gap, if it is to be made: random
-- ARGV[2]  how many milliseconds the gap stays open
-- returns  {json, session, version}, or {name of the gap}
local entry = redis.call('HMGET', KEYS[1], 'json', 'session', 'version', 'gap')
if entry[1] then
    return {entry[1], entry[2], entry[3]}
end
if entry[4] then
    return {entry[4]}
end
redis.call('HSETNX', KEYS[1], 'version', '0')
redis.call('HSET', KEYS[1], 'gap', ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return {ARGV[1]}
