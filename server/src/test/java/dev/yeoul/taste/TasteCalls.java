package dev.yeoul.taste;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.account.Role;
import dev.yeoul.account.UserAdmin;
import dev.yeoul.account.UserId;
import dev.yeoul.catalog.CatalogDatabase;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.catalog.SeriesScores;
import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.playback.ApiViewer;
import dev.yeoul.playback.ViewerHistory.Play;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Calls about taste, and what stands in MySQL after them. */
public final class TasteCalls {
  private TasteCalls() {}

  /** A new user, of whom nothing is known. */
  static UserId user(Jdbi jdbi) {
    return new UserId(
        jdbi.withHandle(handle ->
            handle
                .createUpdate(
                    "INSERT INTO users (email, hashed_password, created_at)"
                        + " VALUES (:email, '-', NOW(6))")
                .bind("email", UUID.randomUUID().toString())
                .executeAndReturnGeneratedKeys()
                .mapTo(long.class)
                .one()));
  }

  static String rating(SeriesId series) {
    return "/api/series/" + series + "/rating";
  }

  static String reviews(SeriesId series) {
    return "/api/series/" + series + "/reviews";
  }

  static String dismissal(SeriesId series) {
    return "/api/series/" + series + "/dismissal";
  }

  static ValidatableResponse put(ApiViewer viewer, String path, Object body) {
    return viewer.call().contentType(ContentType.JSON).body(body).put(path).then();
  }

  static void rate(ApiViewer viewer, SeriesId series, int score) {
    put(viewer, rating(series), Map.of("score", score)).statusCode(200);
  }

  /** Says of a viewer what those who watched may, or takes it back where the score is null. */
  static void rate(RatingStore ratings, UserId user, SeriesId series, @Nullable Integer score) {
    Instant now = CatalogDatabase.CLOCK.instant();
    RatingChange change = new RatingChange(new Play(user, series), score, now, true);
    assertThat(ratings.write(List.of(change))).containsExactly(RatingChange.Outcome.WRITTEN);
  }

  static ApiViewer editor(Jdbi jdbi, ChangeFeed changes) {
    ApiViewer editor = ApiViewer.register();
    String email =
        jdbi.withHandle(handle ->
            handle
                .createQuery("SELECT email FROM users WHERE id = ?")
                .bind(0, editor.id())
                .mapTo(String.class)
                .one());
    new UserAdmin(changes).grant(email, Role.EDITOR);
    return editor;
  }

  /** Hides a series as an editor's call does. */
  static void deleteSeries(ChangeFeed changes, SeriesId series) {
    changes.transact((handle, log) -> {
      log.add("SeriesDeleted", series.tag(), "catalog");
      return handle.execute("UPDATE series SET deleted_at = NOW(6) WHERE id = ?", series.value());
    });
  }

  /**
   * Makes the scores as the worker does, but not held back by the interval: until somebody rates
   * again no series changes by itself.
   */
  public static void settleScores(Jdbi jdbi, SeriesScores scores) {
    new ScoreRefresh(jdbi, scores, Clock.systemUTC(), Duration.ZERO).run();
  }

  /** How many changes were told under a tag. */
  static int told(Jdbi jdbi, String tag) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT COUNT(*) FROM outbox WHERE JSON_CONTAINS(tags, JSON_QUOTE(:tag))")
            .bind("tag", tag)
            .mapTo(int.class)
            .one());
  }
}
