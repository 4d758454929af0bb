-- Gives the values from ARGV[1] to ARGV[2].
return redis.call('LRANGE', KEYS[1], ARGV[1], ARGV[2])
