-- Keeps what is from ARGV[1] to ARGV[2], and gives the length after it. The list lives for ARGV[3]
-- milliseconds from now on, unless that is '0'.
redis.call('LTRIM', KEYS[1], ARGV[1], ARGV[2])
if ARGV[3] ~= '0' then redis.call('PEXPIRE', KEYS[1], ARGV[3]) end
return redis.call('LLEN', KEYS[1])
