-- The front of every script for a list that is there.
local length = redis.pcall('LLEN', KEYS[1])
if type(length) == 'table' then return length end
if length == 0 then return false end
