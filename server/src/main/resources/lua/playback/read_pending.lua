-- Reads a viewer's progress that MySQL may not have yet.
--
-- KEYS[1] views:{p}   KEYS[2] watching:{p}:user
-- ARGV[1] prefix of the viewer's progress hashes; they share KEYS' hash tag
-- Returns {series id, {episode id, value, ...}, series id, {...}, ...}: each series that was written
-- at or after the oldest entry that is still in the stream. An entry leaves the stream only once
-- MySQL has it, so what is not returned here is there. Nothing waits in the stream: nothing returned.
--
-- Atomic, so that no entry leaves the stream between the look at it and the reading of the hashes.
local oldest = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)
local found = {}
if #oldest == 0 then
  return found
end
local since = string.match(oldest[1][1], '^%d+')
for _, series in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], since, '+inf')) do
  found[#found + 1] = series
  found[#found + 1] = redis.call('HGETALL', ARGV[1] .. series)
end
return found
