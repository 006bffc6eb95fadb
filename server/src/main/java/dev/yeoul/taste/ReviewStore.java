package dev.yeoul.taste;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.platform.PlatformProblem;
import dev.yeoul.platform.ProblemException;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * The table reviews: one a viewer and series. Nothing is made from reviews that a node keeps, so
 * changes have no tags. Blocking.
 */
@Singleton
final class ReviewStore {
  /** In less than the 5 s after which the driver would leave MySQL alone with it. */
  private static final String SELECT = "SELECT /*+ MAX_EXECUTION_TIME(4000) */ ";

  private static final String REVIEWS =
      SELECT
          + """
          r.id, r.series_id, u.name, r.text, r.state, r.created_at, r.updated_at
          FROM reviews r JOIN users u ON u.id = r.user_id
          """;

  private static final String OWN = "WHERE r.user_id = :user AND r.series_id = :series";

  private final Jdbi jdbi;
  private final ChangeFeed changes;
  private final Clock clock;

  ReviewStore(Jdbi jdbi, ChangeFeed changes, Clock clock) {
    this.jdbi = jdbi;
    this.changes = changes;
    this.clock = clock;
  }

  /** Part of a list. */
  record Page(List<Review> rows, long total, boolean more) {}

  /** Writes the viewer's review. Another text than before waits for an editor again. */
  Review put(UserId user, SeriesId series, String text) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return changes.transact((handle, log) -> {
      // assigned from the left: the text comes last, since the others compare it
      handle
          .createUpdate(
              """
              INSERT INTO reviews (user_id, series_id, text, state, created_at, updated_at)
              VALUES (:user, :series, :text, 'pending', :now, :now) AS new
              ON DUPLICATE KEY UPDATE
                state = IF(reviews.text = new.text, reviews.state, 'pending'),
                updated_at = IF(reviews.text = new.text, reviews.updated_at, new.updated_at),
                text = new.text
              """)
          .bind("user", user.value())
          .bind("series", series.value())
          .bind("text", text)
          .bind("now", now)
          .execute();
      return own(handle, user, series).orElseThrow();
    });
  }

  Optional<Review> own(UserId user, SeriesId series) {
    return jdbi.withHandle(handle -> own(handle, user, series));
  }

  private static Optional<Review> own(Handle handle, UserId user, SeriesId series) {
    return handle
        .createQuery(REVIEWS + OWN)
        .bind("user", user.value())
        .bind("series", series.value())
        .map(ReviewStore::row)
        .findOne();
  }

  /** Deletes the viewer's review; where there is none nothing happens. */
  void delete(UserId user, SeriesId series) {
    changes.transact((handle, log) ->
        handle
            .createUpdate("DELETE FROM reviews WHERE user_id = :user AND series_id = :series")
            .bind("user", user.value())
            .bind("series", series.value())
            .execute());
  }

  /**
   * Publishes or rejects a review.
   *
   * @param textOf the text's time that the decision is about; null for whatever is there
   * @return empty where the series has no such review
   * @throws ProblemException 412 where the text is another one by now
   */
  Optional<Review> decide(
      SeriesId series, ReviewId id, ReviewState state, @Nullable Instant textOf) {
    return changes.transact((handle, log) -> {
      Optional<Review> found = lock(handle, series, id);
      if (textOf != null && found.stream().anyMatch(one -> !one.updatedAt().equals(textOf))) {
        throw new ProblemException(
            PlatformProblem.PRECONDITION_FAILED, "The author has changed the text: read it again");
      }
      handle
          .createUpdate("UPDATE reviews SET state = :state WHERE id = :id AND series_id = :series")
          .bind("state", state.code())
          .bind("id", id.value())
          .bind("series", series.value())
          .execute();
      return found.map(review -> review.in(state));
    });
  }

  private static Optional<Review> lock(Handle handle, SeriesId series, ReviewId id) {
    return handle
        .createQuery(REVIEWS + "WHERE r.id = :id AND r.series_id = :series FOR UPDATE OF r")
        .bind("id", id.value())
        .bind("series", series.value())
        .map(ReviewStore::row)
        .findOne();
  }

  /**
   * A part of a series' reviews in a state, newest first.
   *
   * @param before only those with a smaller id
   */
  Page list(SeriesId series, ReviewState state, long before, long skip, int limit) {
    return jdbi.withHandle(handle -> {
      List<Review> rows = slice(handle, series, state, before, skip, limit + 1);
      boolean more = rows.size() > limit;
      boolean isEnd = before == Long.MAX_VALUE && !more && (skip == 0 || !rows.isEmpty());
      return new Page(
          more ? rows.subList(0, limit) : rows,
          isEnd ? skip + rows.size() : count(handle, series, state),
          more);
    });
  }

  /** The inner query finds the ids in an index alone: a skip passes over its entries, not rows. */
  private static List<Review> slice(
      Handle handle, SeriesId series, ReviewState state, long before, long skip, int most) {
    return handle
        .createQuery(
            REVIEWS
                + """
                JOIN (SELECT id FROM reviews
                      WHERE series_id = :series AND state = :state AND id < :before
                      ORDER BY id DESC LIMIT :most OFFSET :skip) page ON page.id = r.id
                ORDER BY r.id DESC
                """)
        .bind("series", series.value())
        .bind("state", state.code())
        .bind("before", before)
        .bind("most", most)
        .bind("skip", skip)
        .map(ReviewStore::row)
        .list();
  }

  private static long count(Handle handle, SeriesId series, ReviewState state) {
    return handle
        .createQuery(SELECT + "COUNT(*) FROM reviews WHERE series_id = :series AND state = :state")
        .bind("series", series.value())
        .bind("state", state.code())
        .mapTo(long.class)
        .one();
  }

  private static Review row(ResultSet row, StatementContext context) throws SQLException {
    return new Review(
        new ReviewId(row.getLong("id")),
        new SeriesId(row.getLong("series_id")),
        row.getString("name"),
        row.getString("text"),
        ReviewState.ofCode(row.getString("state")),
        row.getObject("created_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
        row.getObject("updated_at", LocalDateTime.class).toInstant(ZoneOffset.UTC));
  }
}
