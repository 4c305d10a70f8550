-- Appends events to the stream, in order and without a gap, or not at all; what they made old leaves the cache with it.
-- Follows outdate.lua.
-- KEYS[1]  the stream
-- KEYS[2]  and further: cache entries of the subjects that the events changed
-- ARGV[1]  position before the first event: the stream's last one must be it
-- ARGV[2]  '1' where these events may start an empty stream; else an empty stream is one that somebody emptied
-- ARGV[3]  most entries to keep, roughly
-- ARGV[4]  and further, one for each of KEYS[2] and further: the subject's version after the change
-- then     how many fields and values an event has, then these, and so on for each event;
--          the first two of each are 'position' and the position itself, which becomes the entry's id
-- returns  the stream's last position afterwards, -1 where it is empty; another one than that of the last event means:
--          nothing was added
local newest = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)
if #newest > 0 then
    local last = string.match(newest[1][1], '^(%d+)')
    if last ~= ARGV[1] then
        return tonumber(last)
    end
elseif ARGV[2] ~= '1' then
    return -1
end
for k = 2, #KEYS do
    outdate(KEYS[k], ARGV[k + 2])
end
local position = ARGV[1]
local i = #KEYS + 3
while i <= #ARGV do
    local n = tonumber(ARGV[i])
    position = ARGV[i + 2]
    redis.call('XADD', KEYS[1], position .. '-0', unpack(ARGV, i + 3, i + n))
    i = i + n + 1
end
redis.call('XTRIM', KEYS[1], 'MAXLEN', '~', ARGV[3])
return tonumber(position)
