-- Reads what a viewer wrote since a moment, whether MySQL has it yet or not.
--
-- KEYS[1] watching:{p}:user
-- ARGV[1] prefix of the viewer's progress hashes; they share KEYS' hash tag
-- ARGV[2] the moment, milliseconds since 1970, inclusive
-- Returns {series id, {episode id, value, ...}, series id, {...}, ...}: each series that was written
-- since then, with all of its episodes.
local found = {}
for _, series in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], ARGV[2], '+inf')) do
  found[#found + 1] = series
  found[#found + 1] = redis.call('HGETALL', ARGV[1] .. series)
end
return found
