package dev.yeoul.platform;

import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next try: doubling from 50 ms to 2 s, and a random half of it less,
 * so that the connections of all nodes do not come back in one instant. For one thread.
 */
final class Backoff {
  private static final int FIRST_MILLIS = 50;
  private static final int MAX_MILLIS = 2000;

  private int limitMillis = FIRST_MILLIS;

  /** The wait after one more failure, in milliseconds. */
  int next() {
    int half = limitMillis / 2;
    limitMillis = Math.min(limitMillis * 2, MAX_MILLIS);
    return half + ThreadLocalRandom.current().nextInt(half + 1);
  }

  /** It worked: the next failure is a first one again. */
  void reset() {
    limitMillis = FIRST_MILLIS;
  }
}
