-- Forgets consumers of a stream's group that are gone.
--
-- KEYS[1] views:{p}
-- ARGV[1] group   ARGV[2] idle ms after which any consumer counts as gone   ARGV[3] one that is gone
--         for certain (a worker that stops names itself), or ""
-- Returns how many were forgotten.
--
-- Atomic, because forgetting a consumer forgets its unacknowledged entries: the look whether it has
-- any and the removal must be one step. Such a consumer stays until its entries were claimed.
local forgotten = 0
for _, consumer in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
  local facts = {}
  for i = 1, #consumer, 2 do
    facts[consumer[i]] = consumer[i + 1]
  end
  local gone = facts.name == ARGV[3] or facts.idle >= tonumber(ARGV[2])
  if gone and facts.pending == 0 then
    redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], facts.name)
    forgotten = forgotten + 1
  end
end
return forgotten
