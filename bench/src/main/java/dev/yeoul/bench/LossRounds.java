package dev.yeoul.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The service by itself and beside something else that it has to do, in turn, and what of its rate
 * it loses by that. Which of the two goes first changes with each round.
 */
final class LossRounds {
  private static final int SPARE_ROUNDS = 3;

  private final Ground ground;
  private final String name;
  private final PairedRounds.Half alone;
  private final PairedRounds.Half beside;

  LossRounds(Ground ground, String name, PairedRounds.Half alone, PairedRounds.Half beside) {
    this.ground = ground;
    this.name = name;
    this.alone = alone;
    this.beside = beside;
  }

  /**
   * All rounds.
   *
   * @param lost per cent of the rate, of the rounds that count
   */
  record Result(List<Round> rounds, List<Double> lost) {
    Result {
      rounds = List.copyOf(rounds);
      lost = List.copyOf(lost);
    }
  }

  /**
   * Measures until enough rounds count.
   *
   * @throws NotRunException when too many had errors
   */
  Result run() throws IOException, InterruptedException, NotRunException {
    List<Round> rounds = new ArrayList<>();
    List<Double> lost = new ArrayList<>();
    int most = ground.rounds() + SPARE_ROUNDS;
    for (int number = 1; number <= most && lost.size() < ground.rounds(); number++) {
      Pair pair = measure(number);
      rounds.add(pair.alone());
      rounds.add(pair.beside());
      double percent = 100 * (1 - pair.beside().rate() / pair.alone().rate());
      boolean counts = pair.alone().errors() == 0 && pair.beside().errors() == 0;
      if (counts) {
        lost.add(percent);
      }
      ground.say(
          String.format(
              Locale.ROOT,
              "%s: round %d: %,.0f/s alone, %,.0f/s beside: %.1f %% lost%s",
              name,
              number,
              pair.alone().rate(),
              pair.beside().rate(),
              percent,
              counts ? "" : " VOID"));
    }
    if (lost.size() < ground.rounds()) {
      throw new NotRunException("only " + lost.size() + " of " + most + " rounds counted");
    }
    return new Result(rounds, lost);
  }

  private record Pair(Round alone, Round beside) {}

  private Pair measure(int number) throws IOException, InterruptedException {
    int seconds = Pacing.of(ground).roundSeconds();
    if (number % 2 == 1) {
      Round first = alone.measure(number, seconds);
      return new Pair(first, beside.measure(number, seconds));
    }
    Round first = beside.measure(number, seconds);
    return new Pair(alone.measure(number, seconds), first);
  }
}
