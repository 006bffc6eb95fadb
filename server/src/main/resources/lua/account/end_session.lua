-- Marks a session as ending: from now on it is good for nothing but ending it again.
-- KEYS[1]  session:{pN}:SID
-- ARGV[1]  seconds that the mark stays: longer than any access token lives
-- Returns 1, or 0 when there is no such session.
-- Atomic, so that a session that expires meanwhile does not come back as a mark without an expiry.
if redis.call('EXISTS', KEYS[1]) == 0 then
  return 0
end
redis.call('HSET', KEYS[1], 'ending', '1')
redis.call('EXPIRE', KEYS[1], ARGV[1])
return 1
