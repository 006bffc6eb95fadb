-- Removes a viewer's progress of one series, or of all of them, and says so in the stream.
--
-- KEYS[1] watching:{p}:user
-- KEYS[2] views:{p}
-- ARGV[1] prefix of the viewer's progress hashes, "progress:{p}:user:"; they share KEYS' hash tag,
--         and so their slot
-- ARGV[2] series id, or 0 for all
-- ARGV[3] the stream entry's text
-- Returns the entry's id: what was written before it is removed, what comes after it is not.
--
-- Atomic, so that a write lies either before the removal, and is gone, or after it, and stays.
local series = {ARGV[2]}
if ARGV[2] == '0' then
  series = redis.call('ZRANGE', KEYS[1], 0, -1)
end
for _, one in ipairs(series) do
  redis.call('UNLINK', ARGV[1] .. one)
  redis.call('ZREM', KEYS[1], one)
end
return redis.call('XADD', KEYS[2], '*', 'e', ARGV[3])
