-- Keeps the parts of a list that ARGV[1] names, each as 'from to', in their order; gives the length after it.
-- Fetched once: a server walks through a list anew for each part that it is asked for.
local all, kept = redis.call('LRANGE', KEYS[1], 0, -1), {}
for from, to in string.gmatch(ARGV[1], '(%S+) (%S+)') do
  from, to = tonumber(from), tonumber(to)
  if from >= length then break end
  if to < 0 or to >= length then to = length - 1 end
  for index = from + 1, to + 1 do
    kept[#kept + 1] = all[index]
  end
end
if #kept == length then return length end
local left = redis.call('PTTL', KEYS[1])
redis.call('DEL', KEYS[1])
-- Lua's stack has room for some thousand arguments.
for first = 1, #kept, 4000 do
  redis.call('RPUSH', KEYS[1], unpack(kept, first, math.min(first + 3999, #kept)))
end
if left >= 0 then redis.call('PEXPIRE', KEYS[1], left) end
return #kept
