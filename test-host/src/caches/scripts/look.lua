-- Tells what is under a key: its kind, its size, and the milliseconds that it has left; then of a list the
-- ARGV[2] values from ARGV[1] on, and of a value its first ARGV[3] bytes, unless ARGV[2] is '0'.
local kind = redis.call('TYPE', KEYS[1])
kind = kind.ok or kind
local first, most = tonumber(ARGV[1]), tonumber(ARGV[2])
if kind == 'string' then
  local told = {kind, redis.call('STRLEN', KEYS[1]), redis.call('PTTL', KEYS[1])}
  if most > 0 then told[4] = redis.call('GETRANGE', KEYS[1], 0, tonumber(ARGV[3]) - 1) end
  return told
end
if kind ~= 'list' then return false end
local told = {kind, redis.call('LLEN', KEYS[1]), redis.call('PTTL', KEYS[1])}
if most > 0 then
  for _, value in ipairs(redis.call('LRANGE', KEYS[1], first, first + most - 1)) do
    told[#told + 1] = value
  end
end
return told
