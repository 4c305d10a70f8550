-- Drops the cached answers that these changes made old. Follows outdate.lua.
-- KEYS     the entries of the changed subjects
-- ARGV     their versions after the change, in the same order
-- returns  how many there were
for i = 1, #KEYS do
    outdate(KEYS[i], ARGV[i])
end
return #KEYS
