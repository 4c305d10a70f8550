-- Appends events to the stream, in order and without a gap, or not at all.
-- KEYS[1]  the stream
-- ARGV[1]  position before the first event: the stream's last one must be it
-- ARGV[2]  '1' where these events may start an empty stream; else an empty stream is one that somebody emptied
-- ARGV[3]  most entries to keep, roughly
-- ARGV[4]  how many fields and values each event has, then these; ARGV[4] starts again after them
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
local position = ARGV[1]
local i = 4
while i <= #ARGV do
    local n = tonumber(ARGV[i])
    position = ARGV[i + 2]
    redis.call('XADD', KEYS[1], position .. '-0', unpack(ARGV, i + 3, i + n))
    i = i + n + 1
end
redis.call('XTRIM', KEYS[1], 'MAXLEN', '~', ARGV[3])
return tonumber(position)
