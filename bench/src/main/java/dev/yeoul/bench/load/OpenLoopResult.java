package dev.yeoul.bench.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * What an open-loop run did.
 *
 * @param scheduled how many requests it had to start
 * @param sent how many of them it sent before the schedule's end
 * @param late how many it sent only after the end
 * @param statuses answers by status
 * @param goodInTime answers of a status below 400 that were there before the schedule's end
 * @param failures requests without an answer by kind: <code>timeout</code>, <code>unanswered</code>
 *     (the connection broke, or the run's end came) and <code>internal</code> (the generator's own)
 * @param bareRefusals answers of status 503 that say no Retry-After
 * @param micros latencies in microseconds, of every answer, each from the instant at which the
 *     schedule wanted the request to start: a request that had to wait for a slow one before it
 *     shows that wait
 */
public record OpenLoopResult(
    long scheduled,
    long sent,
    long late,
    Map<Integer, Long> statuses,
    long goodInTime,
    Map<String, Long> failures,
    long bareRefusals,
    double seconds,
    Histogram micros) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The share of the schedule that a run must have sent to say anything. */
  public static final double ENOUGH = 0.99;

  /** The least status that says that something went wrong. */
  static final int FIRST_ERROR = 400;

  /** What the processes hand to each other: a line of JSON. */
  private record Line(
      long scheduled,
      long sent,
      long late,
      Map<Integer, Long> statuses,
      long goodInTime,
      Map<String, Long> failures,
      long bareRefusals,
      double seconds,
      String histogram) {}

  /** Answers, of any status. */
  public long answered() {
    return sum(statuses);
  }

  /** Requests that failed, and answers of a status of 400 or more. */
  public long errors() {
    return sum(failures)
        + statuses.entrySet().stream()
            .filter(entry -> entry.getKey() >= FIRST_ERROR)
            .mapToLong(Map.Entry::getValue)
            .sum();
  }

  public long failed() {
    return sum(failures);
  }

  public long answersOf(int status) {
    return statuses.getOrDefault(status, 0L);
  }

  /** Whether it fell behind its schedule, so that its figures mean nothing. */
  public boolean isVoid() {
    return sent < ENOUGH * scheduled;
  }

  /** The latency, in milliseconds, that the given share of answers stayed within. */
  public double millisAt(double percentile) {
    return micros.getValueAtPercentile(percentile) / 1_000.0;
  }

  private static long sum(Map<?, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  String toLine() {
    ByteBuffer buffer = ByteBuffer.allocate(micros.getNeededByteBufferCapacity());
    int length = micros.encodeIntoCompressedByteBuffer(buffer);
    String histogram = Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    try {
      return JSON.writeValueAsString(
          new Line(
              scheduled,
              sent,
              late,
              statuses,
              goodInTime,
              failures,
              bareRefusals,
              seconds,
              histogram));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static OpenLoopResult ofLine(String text) {
    try {
      Line line = JSON.readValue(text, Line.class);
      ByteBuffer buffer = ByteBuffer.wrap(Base64.getDecoder().decode(line.histogram()));
      return new OpenLoopResult(
          line.scheduled(),
          line.sent(),
          line.late(),
          new TreeMap<>(line.statuses()),
          line.goodInTime(),
          new TreeMap<>(line.failures()),
          line.bareRefusals(),
          line.seconds(),
          Histogram.decodeFromCompressedByteBuffer(buffer, 0));
    } catch (JsonProcessingException | DataFormatException e) {
      throw new IllegalStateException("the generator answered: " + text, e);
    }
  }

  @Override
  public String toString() {
    return ("%d of %d sent in time in %.1f s, answers %s, failures %s,"
            + " ms p50 %.2f p99 %.2f p99.9 %.2f max %.2f")
        .formatted(
            sent,
            scheduled,
            seconds,
            statuses,
            failures,
            millisAt(50),
            millisAt(99),
            millisAt(99.9),
            millisAt(100));
  }
}
