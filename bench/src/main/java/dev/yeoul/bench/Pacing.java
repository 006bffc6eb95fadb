package dev.yeoul.bench;

/**
 * How long things take: a quick run has 8 minutes for all, a whole one 45.
 *
 * @param firstWarmUpSeconds of a JVM that has done nothing yet; the JIT needs some 10 s until its
 *     code stays the same
 * @param warmUpSeconds of one that has served another case, most of whose code is the same
 * @param peerWarmUpSeconds of nginx, whose file cache fills at first sight
 * @param roundSeconds of each side
 * @param spareRounds how many rounds with errors are made up for
 */
record Pacing(
    int firstWarmUpSeconds,
    int warmUpSeconds,
    int peerWarmUpSeconds,
    int roundSeconds,
    int spareRounds) {
  private static final Pacing QUICK = new Pacing(12, 5, 2, 2, 3);
  private static final Pacing WHOLE = new Pacing(15, 12, 3, 4, 5);

  static Pacing of(Ground ground) {
    return ground.quick() ? QUICK : WHOLE;
  }
}
