-- What wrk sends: whole requests that were written to a file before the run, divided by NUL, in the
-- order of the file and from its start again. Each thread begins at another place, so that two of
-- them do not ask for the same thing at the same time.
-- Arguments after wrk's own: the file, the number of threads, and how many requests a second all
-- threads send, 0 for as many as are answered.
local ffi = require("ffi")
ffi.cdef("typedef struct { long s; long ns; } when; int clock_gettime(int clock, when *now);")
local MONOTONIC = 1

local number = 0
local clock = ffi.new("when")

local function millis()
  ffi.C.clock_gettime(MONOTONIC, clock)
  return tonumber(clock.s) * 1e3 + tonumber(clock.ns) / 1e6
end

-- Each request has its time, evenly, and waits for it; a late one does not move those after it.
local function paced(interval)
  local due = millis()
  return function()
    due = due + interval
    return math.max(0, math.floor(due - millis()))
  end
end

function setup(thread)
  thread:set("number", number)
  number = number + 1
end

function init(args)
  local file = assert(io.open(args[1], "rb"))
  local text = file:read("*a")
  file:close()
  requests = {}
  local from = 1
  while from <= #text do
    local stop = string.find(text, "\0", from, true) or #text + 1
    requests[#requests + 1] = string.sub(text, from, stop - 1)
    from = stop + 1
  end
  count = #requests
  at = math.floor(tonumber(number) * count / tonumber(args[2]))
  local rate = tonumber(args[3]) / tonumber(args[2])
  if rate > 0 then
    delay = paced(1e3 / rate)
  end
end

function request()
  at = at + 1
  if at > count then
    at = 1
  end
  return requests[at]
end

function done(summary, latency, all)
  local errors = summary.errors
  io.write(
    string.format(
      "yeoul requests=%d micros=%d bytes=%d connect=%d read=%d write=%d timeout=%d status=%d p99=%d\n",
      summary.requests, summary.duration, summary.bytes, errors.connect, errors.read, errors.write,
      errors.timeout, errors.status, latency:percentile(99)))
end
