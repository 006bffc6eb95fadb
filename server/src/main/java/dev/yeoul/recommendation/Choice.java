package dev.yeoul.recommendation;

import java.util.EnumSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which recipe a model's name stands for; some are tuned on a part of the training data. */
record Choice(EvaluationSettings settings, Workers workers, Consumer<String> explain) {
  /** Scores that are held for each model of a blend at the most: cases times items. */
  private static final int CELLS = 8_000_000;

  Recipe of(Interactions train, @Nullable Interactions query) {
    return switch (settings.model()) {
      case POPULAR -> Popular.OF_ALL_TIME;
      case ITEMKNN -> new ItemKnn(200, 20);
      case EASE -> Ease.suiting(train, Ease.MOST_ITEMS);
      case IALS -> Ials.DEFAULT.withSeed(settings.seed());
      case SEQUENCE -> sequence(train);
      case AUTO -> auto(train, query);
    };
  }

  private Recipe sequence(Interactions train) {
    Situation next = new Situation(EnumSet.of(Situation.Task.NEXT_EVENT), new int[0]);
    return tuned(train, next, (validation, tuning) -> new Plan(validation, tuning).sequence());
  }

  private Recipe auto(Interactions train, @Nullable Interactions query) {
    Situation situation = Situation.of(train, query);
    explain.accept("imitated: " + situation.tasks());
    return tuned(
        train,
        situation,
        (validation, tuning) -> new Plan(validation, tuning).auto(situation, settings.seed()));
  }

  /** How many cases of each task are held out at the most. */
  static int cases(Interactions train) {
    return Math.clamp(CELLS / train.itemCount(), 600, 5_000);
  }

  private interface Trials {
    void run(Validation validation, Tuning tuning);
  }

  private Recipe tuned(Interactions train, Situation situation, Trials trials) {
    Holdout holdout = Holdout.of(train, situation, cases(train), settings.seed());
    int k = Validation.cutoff(settings.cutoffs(), situation);
    Validation validation = new Validation(holdout, k, settings.excludeSeen(), workers);
    if (validation.isEmpty()) {
      explain.accept("nobody has two events to validate with: popular");
      return Popular.OF_ALL_TIME;
    }
    explain.accept("validated by ndcg@" + k);
    Tuning tuning = new Tuning(validation, explain);
    trials.run(validation, tuning);
    return tuning.blend();
  }
}
