package dev.yeoul.taste;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.CatalogReader;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.platform.ChangeLog;
import dev.yeoul.platform.OneTimeQuery;
import dev.yeoul.playback.ViewerHistory;
import dev.yeoul.playback.ViewerHistory.Play;
import dev.yeoul.taste.RatingChange.Outcome;
import jakarta.inject.Singleton;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The table ratings. A change leaves a row in rating_changes behind, from which {@link
 * ScoreRefresh} knows whose score to make anew. Blocking.
 */
@Singleton
final class RatingStore {
  private static final Comparator<Play> ORDER =
      Comparator.<Play>comparingLong(play -> play.user().value()).thenComparing(Play::series);

  private final Jdbi jdbi;
  private final ChangeFeed changes;

  RatingStore(Jdbi jdbi, ChangeFeed changes) {
    this.jdbi = jdbi;
    this.changes = changes;
  }

  /**
   * Writes all of them, in one transaction: of those by one viewer of one series the last one wins.
   *
   * @return what became of each
   */
  List<Outcome> write(List<RatingChange> all) {
    return changes.transact((handle, log) -> {
      List<Outcome> outcomes = outcomes(handle, all);
      // one order for all batches, so that two nodes lock rows in the same one
      Map<Play, RatingChange> last = new TreeMap<>(ORDER);
      for (int i = 0; i < all.size(); i++) {
        if (outcomes.get(i) == Outcome.WRITTEN) {
          last.put(all.get(i).of(), all.get(i));
        }
      }
      List<Play> rated = put(handle, last.values());
      List<Play> deleted = delete(handle, last.values());
      tell(handle, log, "SeriesRated", rated);
      tell(handle, log, "RatingDeleted", deleted);
      return outcomes;
    });
  }

  private static List<Outcome> outcomes(Handle handle, List<RatingChange> all) {
    Set<SeriesId> series =
        CatalogReader.visible(
            handle, all.stream().map(change -> change.of().series()).distinct().toList());
    Set<Play> asked =
        all.stream()
            .filter(RatingChange::needsPlay)
            .map(RatingChange::of)
            .collect(Collectors.toSet());
    Set<Play> plays = asked.isEmpty() ? Set.of() : ViewerHistory.stored(handle, asked);
    return all.stream()
        .map(change -> {
          if (!series.contains(change.of().series())) {
            return Outcome.NO_SERIES;
          }
          boolean played = !change.needsPlay() || plays.contains(change.of());
          return played ? Outcome.WRITTEN : Outcome.NO_PLAY;
        })
        .toList();
  }

  private static List<Play> put(Handle handle, Collection<RatingChange> changes) {
    List<RatingChange> rows = changes.stream().filter(change -> change.score() != null).toList();
    if (!rows.isEmpty()) {
      OneTimeQuery.write(
          handle,
          """
          INSERT INTO ratings (user_id, series_id, score, created_at, updated_at)
          VALUES %s AS new
          ON DUPLICATE KEY UPDATE score = new.score, updated_at = new.updated_at
          """
              .formatted(rows.stream().map(RatingStore::row).collect(Collectors.joining(","))));
    }
    return rows.stream().map(RatingChange::of).toList();
  }

  private static String row(RatingChange change) {
    String at = "FROM_UNIXTIME(" + change.at().toEpochMilli() + "/1000)";
    return "(%s,%s,%d,%s,%s)"
        .formatted(change.of().user(), change.of().series(), change.score(), at, at);
  }

  /** Those that were there. */
  private static List<Play> delete(Handle handle, Collection<RatingChange> changes) {
    return changes.stream()
        .filter(change -> change.score() == null)
        .map(RatingChange::of)
        .filter(play -> delete(handle, play) > 0)
        .toList();
  }

  private static int delete(Handle handle, Play play) {
    return handle
        .createUpdate("DELETE FROM ratings WHERE user_id = :user AND series_id = :series")
        .bind("user", play.user().value())
        .bind("series", play.series().value())
        .execute();
  }

  /** However many they are, one row tells every node of all. */
  private static void tell(Handle handle, ChangeLog log, String event, List<Play> of) {
    if (!of.isEmpty()) {
      OneTimeQuery.write(
          handle,
          "INSERT INTO rating_changes (series_id) VALUES "
              + of.stream()
                  .map(play -> "(" + play.series() + ")")
                  .distinct()
                  .collect(Collectors.joining(",")));
      log.add(
          event,
          of.stream().map(play -> Tastes.tag(play.user())).distinct().toArray(String[]::new));
    }
  }

  Optional<RatingView> find(UserId user, SeriesId series) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                SELECT score, updated_at FROM ratings
                WHERE user_id = :user AND series_id = :series
                """)
            .bind("user", user.value())
            .bind("series", series.value())
            .map((row, context) ->
                new RatingView(
                    series,
                    row.getInt("score"),
                    row.getObject("updated_at", LocalDateTime.class).toInstant(ZoneOffset.UTC)))
            .findOne());
  }
}
