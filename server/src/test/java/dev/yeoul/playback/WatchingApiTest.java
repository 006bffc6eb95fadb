package dev.yeoul.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.yeoul.app.StoresResource;
import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.playback.Viewing.Show;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class WatchingApiTest {
  private static final String CONTINUE = "/api/users/me/continue-watching";
  private static final String HISTORY = "/api/users/me/history";

  @Inject Jdbi jdbi;
  @Inject ChangeFeed changes;
  private ApiViewer viewer;

  @BeforeEach
  void somebody() {
    viewer = ApiViewer.subscribed();
  }

  @Test
  void the_series_watched_last_comes_first() {
    Show one = Viewing.show(jdbi, 2, 1000);
    Show two = Viewing.show(jdbi, 2, 1000);
    viewer.watch(one.id(), one.first(), 10);
    viewer.watch(two.id(), two.first(), 20);
    assertThat(continued()).containsExactly(two.id().value(), one.id().value());
    viewer.watch(one.id(), one.episodes().get(1), 30);
    assertThat(continued()).containsExactly(one.id().value(), two.id().value());
    viewer
        .call()
        .get(CONTINUE + "?limit=1")
        .then()
        .statusCode(200)
        .header("X-Total-Count", "2")
        .header("Cache-Control", "private, no-store")
        .body("[0].episode.id", equalTo((int) one.episodes().get(1).value()))
        .body("[0].position_seconds", equalTo(30))
        .body("[0].duration_seconds", equalTo(1000))
        .body("[0].series.seasons[0].episode_count", equalTo(2))
        .body("[0].size()", equalTo(5))
        .body("size()", equalTo(1));
    assertThat(pages(CONTINUE, 1)).hasSize(2);
  }

  @Test
  void a_seen_episode_gives_way_to_the_next_and_the_last_one_to_nothing() {
    Show show = Viewing.show(jdbi, 2, 1000);
    viewer.watch(show.id(), show.first(), 950);
    var next = viewer.read(CONTINUE);
    assertThat(next.getLong("[0].episode.id")).isEqualTo(show.episodes().get(1).value());
    assertThat(next.getLong("[0].position_seconds")).isZero();
    assertThat(next.getLong("[0].duration_seconds")).isEqualTo(1000);
    viewer.watch(show.id(), show.episodes().get(1), 1000);
    assertThat(continued()).isEmpty();
    viewer.watch(show.id(), show.episodes().get(1), 500); // seeking back
    assertThat(continued()).containsExactly(show.id().value());
  }

  @Test
  void what_is_taken_off_the_list_comes_back_with_the_next_write_only() {
    Show show = Viewing.show(jdbi, 2, 1000);
    viewer.watch(show.id(), show.first(), 10);
    delete(CONTINUE + "/" + show.id(), 204);
    assertThat(continued()).isEmpty();
    assertThat(historyTotal()).isEqualTo(1);
    assertThat(viewer.read("/api/series/" + show.id() + "/progress").getList("$")).hasSize(1);
    untilStored(1);
    assertThat(continued()).isEmpty();
    viewer.watch(show.id(), show.first(), 20);
    assertThat(continued()).containsExactly(show.id().value());
  }

  @Test
  void the_history_is_the_same_by_cursor_and_by_skip_stored_or_not() {
    List<Long> expected = new ArrayList<>();
    Show show = Viewing.show(jdbi, 4, 1000);
    show.episodes().forEach(episode -> viewer.watch(show.id(), episode, 10));
    untilStored(4);
    Show more = Viewing.show(jdbi, 3, 1000);
    more.episodes().forEach(episode -> viewer.watch(more.id(), episode, 10));
    viewer.watch(show.id(), show.first(), 20); // moves up
    expected.add(show.first().value());
    more.episodes().reversed().forEach(episode -> expected.add(episode.value()));
    show.episodes().reversed().subList(0, 3).forEach(episode -> expected.add(episode.value()));

    for (int limit : List.of(1, 2, 3, 7, 100)) {
      assertThat(pages(HISTORY, limit)).as("limit %d", limit).isEqualTo(expected);
    }
    for (int skip = 0; skip < 9; skip++) {
      assertThat(viewer.read(HISTORY + "?limit=2&skip=" + skip).getList("episode.id", Long.class))
          .as("skip %d", skip)
          .isEqualTo(expected.stream().skip(skip).limit(2).toList());
    }
    assertThat(viewer.read(HISTORY + "?skip=9223372036854775807").getList("$")).isEmpty();
    assertThat(historyTotal()).isEqualTo(7);
    untilStored(7);
    assertThat(pages(HISTORY, 3)).isEqualTo(expected);
    assertThat(viewer.read(HISTORY).getMap("[0]").keySet())
        .containsExactlyInAnyOrder(
            "series", "episode", "position_seconds", "duration_seconds", "completed", "updated_at");
  }

  @Test
  void what_is_removed_from_the_history_is_gone_everywhere_and_stays_away() {
    Show gone = Viewing.show(jdbi, 2, 1000);
    Show stays = Viewing.show(jdbi, 1, 1000);
    gone.episodes().forEach(episode -> viewer.watch(gone.id(), episode, 10));
    viewer.watch(stays.id(), stays.first(), 10);
    delete(HISTORY + "/" + gone.id(), 204);
    assertThat(historyTotal()).isEqualTo(1);
    assertThat(continued()).containsExactly(stays.id().value());
    assertThat(viewer.read("/api/series/" + gone.id() + "/progress").getList("$")).isEmpty();
    untilStored(1);
    assertThat(historyTotal()).isEqualTo(1);
    delete(HISTORY, 204);
    assertThat(historyTotal()).isZero();
    viewer.watch(gone.id(), gone.first(), 30);
    assertThat(pages(HISTORY, 10)).containsExactly(gone.first().value());
    delete(HISTORY + "/" + stays.id(), 204);
    delete(HISTORY, 204);
    delete(HISTORY, 204);
  }

  @Test
  void a_deleted_series_stays_in_the_history_only() {
    Show show = Viewing.show(jdbi, 2, 1000);
    viewer.watch(show.id(), show.first(), 10);
    deleteFromCatalogue("series", show.id().value(), show);
    assertThat(continued()).isEmpty();
    assertThat(viewer.read(HISTORY).getLong("[0].series.id")).isEqualTo(show.id().value());
    viewer.call().get("/api/series/" + show.id() + "/progress").then().statusCode(404);
    viewer
        .report(show.id(), Map.of("episode_id", show.first().value(), "position_seconds", 1))
        .statusCode(404)
        .body("code", equalTo("series_not_found"));
    delete(HISTORY + "/" + show.id(), 204);
    assertThat(historyTotal()).isZero();
  }

  @Test
  void a_deleted_episode_makes_way_for_the_one_watched_before_it() {
    Show show = Viewing.show(jdbi, 3, 1000);
    viewer.watch(show.id(), show.first(), 10);
    viewer.watch(show.id(), show.episodes().get(1), 20);
    deleteFromCatalogue("episodes", show.episodes().get(1).value(), show);
    assertThat(viewer.read(CONTINUE).getLong("[0].episode.id")).isEqualTo(show.first().value());
    assertThat(
            viewer.read("/api/series/" + show.id() + "/progress").getList("episode_id", Long.class))
        .containsExactly(show.first().value());
    assertThat(historyTotal()).isEqualTo(2);
  }

  @Test
  void every_part_of_what_may_be_continued_is_cut_from_one_order_stored_or_not() {
    List<Long> expected = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Show begun = Viewing.show(jdbi, 2, 1000);
      viewer.watch(begun.id(), begun.first(), 10);
      expected.addFirst(begun.first().value());
      Show seen = Viewing.show(jdbi, 2, 1000);
      viewer.watch(seen.id(), seen.first(), 1000);
      expected.addFirst(seen.episodes().get(1).value());
      Show finished = Viewing.show(jdbi, 1, 1000);
      viewer.watch(finished.id(), finished.first(), 1000);
      Show hidden = Viewing.show(jdbi, 1, 1000);
      viewer.watch(hidden.id(), hidden.first(), 10);
      delete(CONTINUE + "/" + hidden.id(), 204);
      Show deleted = Viewing.show(jdbi, 1, 1000);
      viewer.watch(deleted.id(), deleted.first(), 10);
      deleteFromCatalogue("series", deleted.id().value(), deleted);
      Show cut = Viewing.show(jdbi, 2, 1000);
      viewer.watch(cut.id(), cut.first(), 10);
      viewer.watch(cut.id(), cut.episodes().get(1), 10);
      deleteFromCatalogue("episodes", cut.episodes().get(1).value(), cut);
      expected.addFirst(cut.first().value());
    }
    assertParts(expected);
    untilStored(21);
    assertParts(expected);
  }

  private void assertParts(List<Long> expected) {
    for (int limit : List.of(1, 2, 4, 9, 100)) {
      assertThat(pages(CONTINUE, limit)).as("limit %d", limit).isEqualTo(expected);
    }
    for (int skip = 0; skip <= expected.size(); skip++) {
      Response part = viewer.call().get(CONTINUE + "?limit=2&skip=" + skip);
      part.then().statusCode(200).header("X-Total-Count", Integer.toString(expected.size()));
      assertThat(part.jsonPath().getList("episode.id", Long.class))
          .as("skip %d", skip)
          .isEqualTo(expected.stream().skip(skip).limit(2).toList());
    }
  }

  @Test
  void an_episode_that_is_added_makes_a_finished_series_go_on() {
    Show show = Viewing.show(jdbi, 1, 1000);
    viewer.watch(show.id(), show.first(), 1000);
    assertThat(continued()).isEmpty();
    changes.transact((handle, log) -> {
      log.add("EpisodeAdded", show.id().tag());
      return handle.execute(
          "INSERT INTO episodes (series_id, season_number, episode_number, title)"
              + " VALUES (?, 1, 2, 'Another one')",
          show.id().value());
    });
    assertThat(continued()).containsExactly(show.id().value());
  }

  @Test
  void a_series_keeps_its_place_when_the_episode_watched_last_is_deleted() {
    Show last = Viewing.show(jdbi, 1, 1000);
    Show first = Viewing.show(jdbi, 2, 1000);
    Show second = Viewing.show(jdbi, 1, 1000);
    viewer.watch(last.id(), last.first(), 10);
    viewer.watch(first.id(), first.first(), 10);
    viewer.watch(second.id(), second.first(), 10);
    viewer.watch(first.id(), first.episodes().get(1), 10);
    deleteFromCatalogue("episodes", first.episodes().get(1).value(), first);
    List<Long> expected =
        List.of(first.first().value(), second.first().value(), last.first().value());
    for (int limit : List.of(1, 2, 3)) {
      assertThat(pages(CONTINUE, limit)).as("limit %d", limit).isEqualTo(expected);
    }
  }

  @Test
  void removing_what_is_not_there_is_204_and_from_an_unknown_series_404() {
    Show show = Viewing.show(jdbi, 1, 1000);
    delete(HISTORY + "/" + show.id(), 204);
    delete(CONTINUE + "/" + show.id(), 204);
    delete(HISTORY + "/999999999", 404);
    delete(CONTINUE + "/999999999", 404);
    delete(CONTINUE + "/abc", 422);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=101",
        "skip=-1",
        "skip=9223372036854775808",
        "after=x",
        "after=WyJ3YXRjaGVkIiwieCIsMV0",
        "skip=1&after=WyJ3YXRjaGVkIiwxLDFd"
      })
  void a_wrong_page_is_422(String query) {
    viewer.call().get(HISTORY + "?" + query).then().statusCode(422);
    viewer.call().get(CONTINUE + "?" + query).then().statusCode(422);
  }

  private List<Long> continued() {
    return viewer.read(CONTINUE).getList("series.id", Long.class);
  }

  private long historyTotal() {
    Response answer = viewer.call().get(HISTORY + "?limit=1");
    return Long.parseLong(answer.header("X-Total-Count"));
  }

  /** The episodes of all parts, by following the Link headers. */
  private List<Long> pages(String path, int limit) {
    List<Long> found = new ArrayList<>();
    String next = path + "?limit=" + limit;
    while (next != null) {
      Response answer = viewer.call().urlEncodingEnabled(false).get(next);
      found.addAll(answer.jsonPath().getList("episode.id", Long.class));
      String link = answer.header("Link");
      next = link == null ? null : link.substring(1, link.indexOf('>'));
    }
    return found;
  }

  private void delete(String path, int status) {
    viewer.call().delete(path).then().statusCode(status);
  }

  private void untilStored(int rows) {
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() ->
            jdbi.withHandle(handle ->
                handle
                    .createQuery("SELECT COUNT(*) FROM viewing_progress WHERE user_id = ?")
                    .bind(0, viewer.id())
                    .mapTo(int.class)
                    .one())
                == rows);
  }

  private void deleteFromCatalogue(String table, long id, Show show) {
    changes.transact((handle, log) -> {
      log.add("SeriesChanged", show.id().tag(), "catalog");
      return handle.execute("UPDATE " + table + " SET deleted_at = NOW(6) WHERE id = ?", id);
    });
  }
}
