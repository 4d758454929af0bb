-- Removes every value that is ARGV[1], and gives the length after it.
redis.call('LREM', KEYS[1], 0, ARGV[1])
return redis.call('LLEN', KEYS[1])
