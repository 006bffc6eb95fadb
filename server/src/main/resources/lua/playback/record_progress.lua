-- Accepts one progress write of a viewer.
--
-- KEYS[1] progress:{p}:user:series  hash: episode id -> position_ms|duration_ms|completed|entry id
-- KEYS[2] watching:{p}:user         sorted set: series id by the ms part of its last entry
-- KEYS[3] views:{p}                 stream of the partition, one field "e"
-- ARGV[1] series id    ARGV[2] episode id
-- ARGV[3] position_ms|duration_ms|completed   (duration_ms empty where it is not known)
-- ARGV[4] the stream entry's text (class ViewingEvent)
-- ARGV[5] seconds after which an untouched key expires
-- ARGV[6] how many series the sorted set keeps
-- Returns the entry's id. It is the write's time and its place in the order: Redis never gives an
-- id out of order within one stream, whatever its clock does.
--
-- Atomic, because a reader merges the hash with the rows of every entry that has left the stream:
-- an entry without its hash field would be a write that the viewer can't see.
local id = redis.call('XADD', KEYS[3], '*', 'e', ARGV[4])
redis.call('HSET', KEYS[1], ARGV[2], ARGV[3] .. '|' .. id)
redis.call('EXPIRE', KEYS[1], ARGV[5])
redis.call('ZADD', KEYS[2], string.match(id, '^%d+'), ARGV[1])
redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -1 - tonumber(ARGV[6]))
redis.call('EXPIRE', KEYS[2], ARGV[5])
return id
