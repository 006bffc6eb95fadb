package dev.yeoul.catalog;

import dev.yeoul.platform.ChangeFeed;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writes into the series what viewers' ratings of them come to. Blocking. */
@Singleton
public final class SeriesScores {
  private final ChangeFeed changes;

  /** One that tells of its changes here. */
  public SeriesScores(ChangeFeed changes) {
    this.changes = changes;
  }

  /**
   * All ratings of a series.
   *
   * @param count how many there are, from 0
   * @param sum of their scores
   */
  public record Score(SeriesId series, int count, long sum) {
    /** To two decimals; null where there are no ratings. */
    @Nullable BigDecimal average() {
      return count == 0
          ? null
          : BigDecimal.valueOf(sum).divide(BigDecimal.valueOf(count), 2, RoundingMode.HALF_UP);
    }
  }

  /**
   * Writes those scores that differ from what the series show, in one transaction, and tells of
   * these series alone. A score is no edit: an import still brings its own changes.
   *
   * @param scores each of another series; some hundreds at the most
   * @return how many series have changed
   */
  public int store(Collection<Score> scores) {
    return changes.transact((handle, log) -> {
      List<String> tags = new ArrayList<>();
      scores.stream()
          .sorted(Comparator.comparing(Score::series)) // whoever locks several does so by id
          .filter(score -> update(handle, score))
          .forEach(score -> tags.add(score.series().tag()));
      int changed = tags.size();
      if (changed > 0) {
        tags.add(CatalogTags.LISTS);
        log.add("ScoresChanged", tags.toArray(String[]::new));
      }
      return changed;
    });
  }

  private static boolean update(Handle handle, Score score) {
    return handle
            .createUpdate(
                """
                UPDATE series SET score_average = :average, score_count = :count
                WHERE id = :id AND NOT (score_average <=> :average AND score_count = :count)
                """)
            .bind("average", score.average())
            .bind("count", score.count())
            .bind("id", score.series().value())
            .execute()
        > 0;
  }
}
