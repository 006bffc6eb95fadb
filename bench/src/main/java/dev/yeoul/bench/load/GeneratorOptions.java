package dev.yeoul.bench.load;

import java.time.Duration;

/**
 * How a generator is made.
 *
 * @param threads event loops of its own
 * @param connections kept open and shared by all requests, one request on each at a time
 * @param timeout after which a request without an answer is a failure and its connection is closed
 */
public record GeneratorOptions(int threads, int connections, Duration timeout) {
  public static final GeneratorOptions DEFAULT =
      new GeneratorOptions(1, 128, Duration.ofSeconds(5));
}
