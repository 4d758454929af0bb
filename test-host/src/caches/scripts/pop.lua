-- Does the pop ARGV[1]; gives the value, and how many are left.
return {redis.call(ARGV[1], KEYS[1]), length - 1}
