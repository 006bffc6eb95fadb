package dev.yeoul.recommendation;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a training goes.
 *
 * @param force whether the result is published whatever is found
 * @param dump where the events are written too
 * @param entries kept of each row of a matrix, at least 1
 * @param threads at least 1; changes nothing but the time
 */
public record TrainingSettings(boolean force, @Nullable Path dump, int entries, int threads) {
  /** Entries of a row that are kept by default. */
  public static final int ENTRIES = 100;

  public TrainingSettings {
    if (entries < 1 || entries > 10_000) {
      throw new RecommendationException("--entries must be from 1 to 10000");
    }
    threads = Workers.possible(threads);
  }
}
