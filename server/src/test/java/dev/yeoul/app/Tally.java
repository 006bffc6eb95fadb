package dev.yeoul.app;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** What callers were told during one phase of a scenario. */
final class Tally {
  /** What they asked for. */
  enum Call {
    /** A report of progress by a viewer and on a title that the node knows. */
    PROGRESS,
    /** A title or a list that was read before. */
    CACHED,
    /** Something public that only MySQL can tell. */
    UNCACHED
  }

  /** How it ended. */
  enum Outcome {
    /** 200. */
    SERVED,
    /** 200 that says how old it may be: Age and Cache-Status. */
    STALE,
    /** 503 with a problem code. */
    REFUSED,
    /** Nobody listened: nothing was sent, and the caller may go elsewhere. */
    UNHEARD,
    /** No answer: the connection ended. */
    BROKEN,
    /** No answer within the caller's time-out. */
    OVERDUE,
    /** Anything else. */
    WRONG
  }

  private record Ending(Call call, Outcome outcome) {}

  private final Map<Ending, LongAdder> counts = new ConcurrentHashMap<>();
  private final AtomicLong slowestNanos = new AtomicLong();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final Queue<String> broken = new ConcurrentLinkedQueue<>();

  void add(Call call, Outcome outcome, long nanos) {
    counts.computeIfAbsent(new Ending(call, outcome), ending -> new LongAdder()).increment();
    slowestNanos.accumulateAndGet(nanos, Math::max);
  }

  void addWrong(String description) {
    wrong.add(description);
  }

  void addBroken(String description) {
    broken.add(description);
  }

  /** How the connections ended that did so without an answer. */
  Queue<String> broken() {
    return broken;
  }

  long count(Call call, Outcome outcome) {
    return counts.getOrDefault(new Ending(call, outcome), new LongAdder()).sum();
  }

  long count(Outcome outcome) {
    return Arrays.stream(Call.values()).mapToLong(call -> count(call, outcome)).sum();
  }

  Queue<String> wrong() {
    return wrong;
  }

  Duration slowest() {
    return Duration.ofNanos(slowestNanos.get());
  }

  @Override
  public String toString() {
    String endings =
        counts.entrySet().stream()
            .map(one -> one.getKey().call() + " " + one.getKey().outcome() + " " + one.getValue())
            .sorted()
            .collect(Collectors.joining(", "));
    return endings + ", slowest " + slowest().toMillis() + " ms";
  }
}
