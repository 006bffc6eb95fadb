package dev.yeoul.analytics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.yeoul.app.StoresResource;
import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.playback.ApiViewer;
import dev.yeoul.playback.Viewing;
import dev.yeoul.playback.Viewing.Show;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class TrendingApiTest {
  @Inject Jdbi jdbi;
  @Inject ChangeFeed changes;

  @Test
  void a_view_is_seen_within_5_seconds_until_the_series_is_deleted() {
    Show popular = Viewing.show(jdbi, 1, 1000);
    Show other = Viewing.show(jdbi, 1, 1000);
    for (int i = 0; i < 3; i++) {
      ApiViewer viewer = ApiViewer.subscribed();
      viewer.watch(popular.id(), popular.first(), 10);
      viewer.watch(popular.id(), popular.first(), 20);
      if (i == 0) {
        viewer.watch(other.id(), other.first(), 10);
      }
    }
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> {
          assertThat(score("day", popular)).isCloseTo(3, within(0.01));
          assertThat(score("week", other)).isCloseTo(1, within(0.01));
        });
    List<Long> ids = ids();
    assertThat(ids.indexOf(popular.id().value())).isLessThan(ids.indexOf(other.id().value()));

    Map<String, Object> asRead =
        given().get("/api/series/" + popular.id()).then().extract().jsonPath().getMap("$");
    Map<String, Object> asTrending = new HashMap<>(entry("day", popular));
    asTrending.remove("score");
    assertThat(asTrending).isEqualTo(asRead);

    changes.transact((handle, log) -> {
      log.add("SeriesChanged", popular.id().tag(), "catalog");
      return handle.execute(
          "UPDATE series SET deleted_at = NOW(6) WHERE id = ?", popular.id().value());
    });
    assertThat(ids()).doesNotContain(popular.id().value()).contains(other.id().value());
  }

  @Test
  void it_is_public_and_may_be_kept_for_5_seconds() {
    given()
        .get("/api/trending?limit=1&window=week")
        .then()
        .statusCode(200)
        .header("Cache-Control", "public, max-age=5");
    given().header("Authorization", "Bearer nonsense").get("/api/trending").then().statusCode(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"window=month", "window=DAY", "limit=0", "limit=101", "limit=x"})
  void anything_else_is_422(String query) {
    given()
        .get("/api/trending?" + query)
        .then()
        .statusCode(422)
        .body("errors[0].pointer", equalTo(query.substring(0, query.indexOf('='))));
  }

  private static List<Long> ids() {
    return given().get("/api/trending?limit=100").jsonPath().getList("id", Long.class);
  }

  private static double score(String window, Show show) {
    Object score = entry(window, show).get("score");
    return score == null ? 0 : ((Number) score).doubleValue();
  }

  private static Map<String, Object> entry(String window, Show show) {
    Map<String, Object> found =
        given()
            .get("/api/trending?limit=100&window=" + window)
            .jsonPath()
            .getMap("find { it.id == " + show.id() + " }");
    return found == null ? Map.of() : found;
  }
}
