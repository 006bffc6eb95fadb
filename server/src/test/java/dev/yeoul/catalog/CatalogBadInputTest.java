package dev.yeoul.catalog;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import dev.yeoul.app.StoresResource;
import dev.yeoul.platform.ChangeFeed;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the catalogue's calls refuse. */
@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class CatalogBadInputTest {
  @Inject ChangeFeed changes;

  private CatalogApi editor;

  @BeforeEach
  void logIn() {
    editor = CatalogApi.editor(changes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "skip=-1",
        "skip=9223372036854775808",
        "skip=1.0",
        "limit=0",
        "limit=101",
        "limit=x",
        "sort=title,id",
        "kind=Movie",
        "year=next",
        "after=abc",
        "after=e30",
        "skip=0&after=WyJpZCIsMV0"
      })
  void whatAListDoesNotTakeIs422(String query) {
    CatalogApi.get("/api/series?" + query)
        .then()
        .statusCode(422)
        .body("errors.pointer", notNullValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id:[\"id\",\"1\"]",
        "id:[\"id\",1,2]",
        "id:[\"id\",9223372036854775808]",
        "id:[\"title\",\"a\",1]",
        "title:[\"title\",5,1]",
        "title:[\"title\",\"a\\u0000\",1]",
        "title:[\"title\",\"a\\ud800\",1]",
        "-release_year:[\"-release_year\",\"x\",1]",
        "-release_year:[\"-release_year\",99999999999,1]",
        "-added_on:[\"-added_on\",\"10000-01-01\",1]",
        "-added_on:[\"-added_on\",\"2020-13-01\",1]"
      })
  void aCursorOfAnotherMakingIs422(String text) {
    String sort = text.substring(0, text.indexOf(':'));
    String cursor =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(text.substring(text.indexOf(':') + 1).getBytes(StandardCharsets.UTF_8));
    CatalogApi.get("/api/series?sort=" + sort + "&after=" + cursor).then().statusCode(422);
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "1.5", "1e3", "%00", "0x1"})
  void anIdThatIsNoWholeNumberIs422(String id) {
    CatalogApi.get("/api/series/" + id).then().statusCode(422);
    CatalogApi.get("/api/series/" + id + "/episodes").then().statusCode(422);
    CatalogApi.get("/api/series/1/seasons/" + id).then().statusCode(422);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "9223372036854775808", "99999999999999999999"})
  void anIdWithoutARowIs404(String id) {
    CatalogApi.get("/api/series/" + id).then().statusCode(404);
    CatalogApi.get("/api/series/" + id + "/episodes").then().statusCode(404);
    CatalogApi.get("/api/series/" + id + "/episodes/" + id).then().statusCode(404);
    editor
        .put("/api/series/" + id, "*", Map.of("kind", "show", "title", "x"))
        .then()
        .statusCode(404);
  }

  @Test
  void lengthsAreCountedInCharacters() {
    String longest = "🎬".repeat(255);
    CatalogApi.get(editor.series("movie", longest)).then().body("title", equalTo(longest));
    refused(Map.of("kind", "movie", "title", longest + "x"), "/title");
    refused(Map.of("kind", "movie", "title", ""), "/title");
    refused(Map.of("title", "x"), "/kind");
    refused(Map.of("kind", "opera", "title", "x"), "/kind");
    refused(Map.of("kind", "movie", "title", "x", "release_year", 1869), "/release_year");
    refused(Map.of("kind", "movie", "title", "x", "release_year", "2000"), "/release_year");
    refused(Map.of("kind", "movie", "title", "x", "rating", "12345678901"), "/rating");
    refused(
        Map.of("kind", "movie", "title", "x", "genres", Collections.nCopies(21, "g")), "/genres");
    refused(
        Map.of("kind", "movie", "title", "x", "genres", List.of("ok", "g".repeat(51))),
        "/genres/1");
    refused(Map.of("kind", "movie", "title", "x", "cast", Collections.nCopies(101, "g")), "/cast");
    refused(
        Map.of("kind", "movie", "title", "x", "description", "d".repeat(10_001)), "/description");
  }

  private void refused(Map<String, Object> body, String pointer) {
    editor
        .post("/api/series", body)
        .then()
        .statusCode(422)
        .body("errors.pointer", hasItem(pointer));
  }
}
