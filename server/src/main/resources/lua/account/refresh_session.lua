-- Exchanges the refresh secret of a session for the next one.
-- KEYS[1]  session:{pN}:SID
-- ARGV[1]  the hash of the secret that the client shows
-- ARGV[2]  the hash of the next secret
-- ARGV[3]  seconds that the session lives on from now
-- Returns 1, or 0 when the session is over or the secret is not the current one.
-- Atomic: of many uses of one secret exactly one finds it current. The others change nothing, so
-- the session lives on.
local session = redis.call('HMGET', KEYS[1], 'refresh_hash', 'ending')
if session[1] ~= ARGV[1] or session[2] then
  return 0
end
redis.call('HSET', KEYS[1], 'refresh_hash', ARGV[2])
redis.call('EXPIRE', KEYS[1], ARGV[3])
return 1
