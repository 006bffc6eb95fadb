-- Ends a batch of one partition's stream entries: acknowledges them, drops them, and counts views.
--
-- KEYS[1] views:{p}   KEYS[2] trending:{p}:day   KEYS[3] trending:{p}:week
-- ARGV[1] group
-- ARGV[2] half-life of KEYS[2] in ms   ARGV[3] half-life of KEYS[3] in ms
-- ARGV[4] window of one view in ms   ARGV[5] decayed count below which a series is dropped
-- ARGV[6] prefix of the keys that remember when a viewer's views of a series were, "counted:{p}:"
-- ARGV[7] how long such a key is kept in ms, after its last view was counted
-- ARGV[8...] threes, some hundred at the most: entry id, user id, series id; user id 0 where the
--           entry is no play
-- Returns how many views were counted.
--
-- Atomic, so that a crash counts nothing twice: an entry counts where this call is the one that ends
-- it, and entries are ended nowhere else. One XACK says so of all of them, as a rule. Where it does
-- not, the stream says it of each: what was ended before, by a call whose answer was lost or by the
-- worker that took the entry over, is there no more.
--
-- A score is log2 of the sum of 2^(t/half-life) over a series' views (forward decay: Cormode,
-- Shkapenyuk, Srivastava, Xu, ICDE 2009). Scores of different times compare without being touched
-- again, and the logarithm keeps them small. The decayed count at the time t is 2^(score - t/half-life).
local function add(key, half_life, series, at)
  local weight = at / half_life
  local score = tonumber(redis.call('ZSCORE', key, series) or weight - 1e6)
  local high, low = math.max(score, weight), math.min(score, weight)
  local sum = high + math.log(1 + 2 ^ (low - high)) / math.log(2)
  redis.call('ZADD', key, string.format('%.17g', sum), series)
end

-- Entries come out of order (of two workers, or claimed from one that died) and late (after an
-- outage), so the times of the latest counted views are kept: what counts is the distance to the
-- nearest one, on either side.
local function is_new_view(user, series, at)
  local key = ARGV[6] .. user .. ':' .. series
  local window = tonumber(ARGV[4])
  local from, to = string.format('(%d', at - window), string.format('(%d', at + window)
  if redis.call('ZCOUNT', key, from, to) > 0 then
    return false
  end
  redis.call('ZADD', key, string.format('%d', at), string.format('%d', at))
  redis.call('ZREMRANGEBYRANK', key, 0, -17)
  redis.call('PEXPIRE', key, ARGV[7])
  return true
end

local ids = {}
for i = 8, #ARGV, 3 do
  ids[#ids + 1] = ARGV[i]
end
local all = redis.call('XACK', KEYS[1], ARGV[1], unpack(ids)) == #ids
if all then
  redis.call('XDEL', KEYS[1], unpack(ids))
end

local counted, newest = 0, 0
for i = 8, #ARGV, 3 do
  local id, user, series = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  if (all or redis.call('XDEL', KEYS[1], id) == 1) and user ~= '0' then
    local at = tonumber(string.match(id, '^%d+'))
    if is_new_view(user, series, at) then
      add(KEYS[2], tonumber(ARGV[2]), series, at)
      add(KEYS[3], tonumber(ARGV[3]), series, at)
      counted, newest = counted + 1, math.max(newest, at)
    end
  end
end
if counted > 0 then
  local least = math.log(tonumber(ARGV[5])) / math.log(2)
  for k = 2, 3 do
    local bound = newest / tonumber(ARGV[k]) + least
    redis.call('ZREMRANGEBYSCORE', KEYS[k], '-inf', '(' .. string.format('%.17g', bound))
  end
end
return counted
