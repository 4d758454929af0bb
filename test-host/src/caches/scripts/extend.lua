-- Does the push ARGV[1] with the values from ARGV[6] on, then keeps what is from ARGV[4] to ARGV[5]; gives
-- the length after it. The list lives for ARGV[2] milliseconds when it is new, or when ARGV[3] is '1'.
local length = redis.pcall('LLEN', KEYS[1])
if type(length) == 'table' then return length end
-- Lua's stack has room for some thousand arguments.
for first = 6, #ARGV, 4000 do
  redis.call(ARGV[1], KEYS[1], unpack(ARGV, first, math.min(first + 3999, #ARGV)))
end
redis.call('LTRIM', KEYS[1], ARGV[4], ARGV[5])
if length == 0 or ARGV[3] == '1' then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return redis.call('LLEN', KEYS[1])
