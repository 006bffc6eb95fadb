package dev.yeoul.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Two sides in turn, round by round, each round giving one ratio. Which of them goes first changes
 * with each round, so that a machine that gets faster or slower favours neither.
 */
final class PairedRounds {
  private final Say say;
  private final String name;
  private final Pacing pacing;
  private final Half ours;
  private final Half peer;
  private final Preparation beforeEach;

  /** What is done before each round: comparing answers, waiting for quiet. */
  interface Preparation {
    void run() throws IOException, InterruptedException;
  }

  /** One of the two. */
  interface Half {
    /** Loads it for so many seconds and counts; round 0 is a warm-up. */
    Round measure(int number, int seconds) throws IOException, InterruptedException;
  }

  PairedRounds(Say say, Pacing pacing, String name, Half ours, Half peer, Preparation beforeEach) {
    this.say = say;
    this.name = name;
    this.pacing = pacing;
    this.ours = ours;
    this.peer = peer;
    this.beforeEach = beforeEach;
  }

  PairedRounds(Ground ground, String name, Half ours, Half peer, Preparation beforeEach) {
    this(ground::say, Pacing.of(ground), name, ours, peer, beforeEach);
  }

  /**
   * All rounds.
   *
   * @param ratios ours to the peer's, of the rounds that count, in their order
   */
  record Result(List<Round> rounds, List<Double> ratios) {
    Result {
      rounds = List.copyOf(rounds);
      ratios = List.copyOf(ratios);
    }
  }

  /** Both get warm; the JIT needs its time, and the peer's caches theirs. */
  PairedRounds warmUp(int ourSeconds, int peerSeconds) throws IOException, InterruptedException {
    say.line(name + ": warming up for " + (ourSeconds + peerSeconds) + " s");
    ours.measure(0, ourSeconds);
    peer.measure(0, peerSeconds);
    return this;
  }

  /**
   * Ours gets warm until it gets no faster, for code that the JIT goes on making faster for
   * minutes.
   *
   * @param steps at most
   */
  PairedRounds warmUpUntilSteady(int stepSeconds, int steps, int peerSeconds)
      throws IOException, InterruptedException {
    Steadiness steadiness = new Steadiness();
    for (int step = 1; step <= steps && !steadiness.reached(); step++) {
      double rate = ours.measure(0, stepSeconds).rate();
      steadiness.add(rate);
      say.line(String.format(Locale.ROOT, "%s: warming up, %,.0f/s", name, rate));
    }
    peer.measure(0, peerSeconds);
    return this;
  }

  /**
   * Measures until enough rounds count.
   *
   * @throws NotRunException when too many had errors
   */
  Result run(int wanted) throws IOException, InterruptedException, NotRunException {
    List<Round> rounds = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    int most = wanted + pacing.spareRounds();
    for (int number = 1; number <= most && ratios.size() < wanted; number++) {
      beforeEach.run();
      Pair pair = measure(number);
      rounds.add(pair.ours());
      rounds.add(pair.peer());
      if (pair.counts()) {
        ratios.add(pair.ratio());
      }
      say(number, wanted, pair, ratios);
    }
    if (ratios.size() < wanted) {
      throw new NotRunException(
          "only " + ratios.size() + " of " + rounds.size() / 2 + " rounds were without errors");
    }
    return new Result(rounds, ratios);
  }

  /** The two halves of a round. */
  record Pair(Round ours, Round peer) {
    /** An error on either side makes it void. */
    boolean counts() {
      return ours.errors() == 0 && peer.errors() == 0 && ours.requests() > 0 && peer.requests() > 0;
    }

    double ratio() {
      return ours.rate() / peer.rate();
    }
  }

  private Pair measure(int number) throws IOException, InterruptedException {
    int seconds = pacing.roundSeconds();
    if (number % 2 == 1) {
      Round mine = ours.measure(number, seconds);
      return new Pair(mine, peer.measure(number, seconds));
    }
    Round theirs = peer.measure(number, seconds);
    return new Pair(ours.measure(number, seconds), theirs);
  }

  private void say(int number, int wanted, Pair pair, List<Double> ratios) {
    double[] soFar = ratios.stream().mapToDouble(Double::doubleValue).toArray();
    say.line(
        String.format(
            Locale.ROOT,
            "%s: round %d, %d of %d counted: %,.0f/s and %,.0f/s (%.1f and %.1f CPU us each): %s",
            name,
            number,
            ratios.size(),
            wanted,
            pair.ours().rate(),
            pair.peer().rate(),
            pair.ours().cpuMicrosPerRequest(),
            pair.peer().cpuMicrosPerRequest(),
            pair.counts()
                ? String.format(
                    Locale.ROOT, "%.3f, median %.3f", pair.ratio(), Statistics.median(soFar))
                : "VOID, " + pair.ours().errors() + " and " + pair.peer().errors() + " errors"));
  }
}
