-- Stores ARGV[1] for ARGV[2] milliseconds, and tells whether it did: '1' stands for yes in ARGV[4] when
-- there is no value, in ARGV[5] when it is ARGV[3], in ARGV[6] when it is another.
local current = redis.pcall('GET', KEYS[1])
if type(current) == 'table' then return current end
local stores = ARGV[6]
if not current then
  stores = ARGV[4]
elseif current == ARGV[3] then
  stores = ARGV[5]
end
if stores ~= '1' then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
