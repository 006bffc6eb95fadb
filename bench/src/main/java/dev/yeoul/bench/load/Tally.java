package dev.yeoul.bench.load;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * The schedule of one phase and the counts of what became of it. Hyperfoil starts a session for
 * each request; the n-th to start is the n-th of the schedule, whose instant is known, however late
 * it is.
 */
final class Tally {
  private static final long LONGEST_MICROS = Duration.ofMinutes(2).toNanos() / 1_000;

  private final Pace pace;
  private final long scheduled;
  private final Clock clock;
  private final AtomicLong next = new AtomicLong();
  private final LongAdder sent = new LongAdder();
  private final LongAdder late = new LongAdder();
  private final LongAdder goodInTime = new LongAdder();
  private final LongAdder bareRefusals = new LongAdder();
  private final AtomicIntegerArray statuses = new AtomicIntegerArray(1_000);
  private final ConcurrentHistogram micros = new ConcurrentHistogram(LONGEST_MICROS, 3);
  private final AtomicReference<Runnable> onAllTaken = new AtomicReference<>(() -> {});
  private volatile long startNanos;

  Tally(Pace pace, long scheduled, Clock clock) {
    this.pace = pace;
    this.scheduled = scheduled;
    this.clock = clock;
  }

  /** What to do, once, when somebody asks for more than the schedule has. */
  void onAllTaken(Runnable action) {
    onAllTaken.set(action);
  }

  /** Takes the next of the schedule, counted from 0; -1 when there are no more. */
  long take(long phaseStartMillis) {
    long index = next.getAndIncrement();
    if (index == 0) {
      startNanos = toNanos(phaseStartMillis);
    }
    if (index < scheduled) {
      return index;
    }
    onAllTaken.getAndSet(() -> {}).run();
    return -1;
  }

  /** Hyperfoil keeps the phase's start by the wall clock, latencies are by the monotonic one. */
  private long toNanos(long phaseStartMillis) {
    Instant now = clock.instant();
    long nanos = System.nanoTime();
    return nanos - Duration.between(Instant.ofEpochMilli(phaseStartMillis), now).toNanos();
  }

  /** When the schedule wants the request to start, by {@link System#nanoTime()}. */
  long intended(long index) {
    return startNanos + index * 1_000_000_000L / pace.perSecond();
  }

  void sending() {
    (isInTime() ? sent : late).increment();
  }

  private boolean isInTime() {
    return System.nanoTime() - startNanos <= pace.duration().toNanos();
  }

  void answered(int status, long intendedNanos) {
    statuses.incrementAndGet(status);
    if (status < OpenLoopResult.FIRST_ERROR && isInTime()) {
      goodInTime.increment();
    }
    long latency = (System.nanoTime() - intendedNanos) / 1_000;
    micros.recordValue(Math.clamp(latency, 0, LONGEST_MICROS));
  }

  void refusedBare() {
    bareRefusals.increment();
  }

  OpenLoopResult result(long timeouts, long internalErrors) {
    Map<Integer, Long> answers = new TreeMap<>();
    for (int status = 0; status < statuses.length(); status++) {
      if (statuses.get(status) > 0) {
        answers.put(status, (long) statuses.get(status));
      }
    }
    return new OpenLoopResult(
        scheduled,
        sent.sum(),
        late.sum(),
        answers,
        goodInTime.sum(),
        failures(timeouts, internalErrors, answers),
        bareRefusals.sum(),
        pace.duration().toMillis() / 1_000.0,
        micros);
  }

  /** Whatever was sent and not answered is a failure, whether Hyperfoil names a kind or not. */
  private Map<String, Long> failures(
      long timeouts, long internalErrors, Map<Integer, Long> answers) {
    long answered = answers.values().stream().mapToLong(Long::longValue).sum();
    long unanswered = sent.sum() + late.sum() - answered;
    Map<String, Long> failures = new TreeMap<>();
    if (timeouts > 0) {
      failures.put("timeout", timeouts);
    }
    if (internalErrors > 0) {
      failures.put("internal", internalErrors);
    }
    long rest = unanswered - timeouts - internalErrors;
    if (rest > 0) {
      failures.put("unanswered", rest);
    }
    return failures;
  }
}
