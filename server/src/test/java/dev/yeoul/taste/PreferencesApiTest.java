package dev.yeoul.taste;

import static dev.yeoul.taste.TasteCalls.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.yeoul.app.StoresResource;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.playback.ApiViewer;
import dev.yeoul.playback.Viewing;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class PreferencesApiTest {
  private static final String PATH = "/api/users/me/preferences";
  private static final String LONGEST = "🎬".repeat(50);

  @Inject Jdbi jdbi;
  @Inject ChangeFeed changes;

  private ApiViewer viewer;

  @BeforeEach
  void somebody() {
    viewer = ApiViewer.register();
  }

  @Test
  void nothing_was_chosen_at_first() {
    viewer
        .call()
        .get(PATH)
        .then()
        .statusCode(200)
        .header("Cache-Control", "private, no-store")
        .body("genres", empty())
        .body("series", empty())
        .body("country", nullValue())
        .body("size()", equalTo(3));
  }

  @Test
  void what_is_chosen_comes_back_and_what_is_absent_is_emptied() {
    int one = (int) Viewing.show(jdbi, 1, 1000).id().value();
    int two = (int) Viewing.show(jdbi, 1, 1000).id().value();
    Response chosen =
        put(
                viewer,
                PATH,
                Map.of(
                    "genres",
                    List.of("한국 드라마", LONGEST, "한국 드라마"),
                    "series",
                    List.of(two, one, two),
                    "country",
                    "KR"))
            .statusCode(200)
            .header("Cache-Control", "private, no-store")
            .body("genres", contains("한국 드라마", LONGEST))
            .body("series", contains(two, one))
            .body("country", equalTo("KR"))
            .extract()
            .response();
    assertThat(viewer.call().get(PATH).asString()).isEqualTo(chosen.asString());
    assertThat(TasteCalls.told(jdbi, "taste:" + viewer.id())).isEqualTo(1);

    put(viewer, PATH, Map.of("genres", List.of("Dramas")))
        .statusCode(200)
        .body("genres", contains("Dramas"))
        .body("series", empty())
        .body("country", nullValue());
    put(viewer, PATH, "{}").statusCode(200).body("genres", empty());
    assertThat(viewer.read(PATH).getList("genres")).isEmpty();
  }

  @Test
  void a_series_that_is_not_there_is_named() {
    SeriesId there = Viewing.show(jdbi, 1, 1000).id();
    SeriesId deleted = Viewing.show(jdbi, 1, 1000).id();
    TasteCalls.deleteSeries(changes, deleted);
    put(viewer, PATH, "{\"series\": [99999999999999999999]}")
        .statusCode(422)
        .body("errors.pointer", contains("/series/0"));
    put(viewer, PATH, Map.of("series", List.of(there.value(), deleted.value(), 999_999_999)))
        .statusCode(422)
        .body("code", equalTo("invalid"))
        .body("errors.pointer", contains("/series/1", "/series/2"));
    assertThat(viewer.read(PATH).getList("series")).isEmpty();
  }

  @Test
  void a_series_that_left_the_catalogue_since_stays() {
    SeriesId series = Viewing.show(jdbi, 1, 1000).id();
    put(viewer, PATH, Map.of("series", List.of(series.value()))).statusCode(200);
    TasteCalls.deleteSeries(changes, series);
    assertThat(viewer.read(PATH).getList("series", Long.class)).containsExactly(series.value());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"genres\": \"Drama\"}   | /genres",
        "{\"genres\": [1]}         | /genres/0",
        "{\"genres\": [\"\"]}      | /genres/0",
        "{\"genres\": [null]}      | /genres/0",
        "{\"series\": [\"1\"]}     | /series/0",
        "{\"series\": [1.0]}       | /series/0",
        "{\"series\": [null]}      | /series/0",
        "{\"series\": 1}           | /series",
        "{\"country\": \"kr\"}     | /country",
        "{\"country\": \"XX\"}     | /country",
        "{\"country\": \"KOR\"}    | /country",
        "{\"country\": \"\"}       | /country",
        "{\"country\": 82}         | /country"
      })
  void what_does_not_fit_is_422(String body, String pointer) {
    put(viewer, PATH, body).statusCode(422).body("errors[0].pointer", equalTo(pointer));
  }

  @Test
  void lists_and_names_are_bounded() {
    put(viewer, PATH, Map.of("genres", Collections.nCopies(20, "x"))).statusCode(200);
    put(viewer, PATH, Map.of("genres", Collections.nCopies(21, "x")))
        .statusCode(422)
        .body("errors.pointer", contains("/genres"));
    put(viewer, PATH, Map.of("genres", List.of(LONGEST + "x")))
        .statusCode(422)
        .body("errors.pointer", contains("/genres/0"));
    long series = Viewing.show(jdbi, 1, 1000).id().value();
    put(viewer, PATH, Map.of("series", Collections.nCopies(100, series))).statusCode(200);
    put(viewer, PATH, Map.of("series", Collections.nCopies(101, series)))
        .statusCode(422)
        .body("errors.pointer", contains("/series"));
  }
}
