-- Opens a session.
-- KEYS[1]  session:{pN}:SID
-- ARGV[1]  the user's id
-- ARGV[2]  the hash of the refresh secret
-- ARGV[3]  seconds that the session lives without being refreshed
-- Returns 1.
-- Atomic, so that no session is ever left without an expiry.
redis.call('HSET', KEYS[1], 'user_id', ARGV[1], 'refresh_hash', ARGV[2])
redis.call('EXPIRE', KEYS[1], ARGV[3])
return 1
