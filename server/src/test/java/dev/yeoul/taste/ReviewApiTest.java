package dev.yeoul.taste;

import static dev.yeoul.taste.TasteCalls.put;
import static dev.yeoul.taste.TasteCalls.reviews;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.yeoul.app.StoresResource;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.playback.ApiViewer;
import dev.yeoul.playback.Viewing;
import dev.yeoul.playback.Viewing.Show;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class ReviewApiTest {
  private static final SeriesId UNKNOWN = new SeriesId(999_999_999);
  private static final String TEXT = "마지막 회가 최고 👩‍🚀🌊 — \"worth it\"\n\tnaïve";

  @Inject Jdbi jdbi;
  @Inject ChangeFeed changes;

  private Show show;
  private ApiViewer viewer;
  private ApiViewer editor;

  @BeforeEach
  void somebodyWhoWatchedAndAnEditor() {
    show = Viewing.show(jdbi, 1, 1000);
    viewer = watcher();
    editor = TasteCalls.editor(jdbi, changes);
  }

  private ApiViewer watcher() {
    ApiViewer watcher = ApiViewer.subscribed();
    watcher.watch(show.id(), show.first(), 10);
    return watcher;
  }

  @Test
  void a_review_waits_for_an_editor_and_is_published() {
    Response written =
        put(viewer, reviews(show.id()), Map.of("text", TEXT))
            .statusCode(200)
            .header("Cache-Control", "private, no-store")
            .body("series_id", equalTo((int) show.id().value()))
            .body("user_name", nullValue())
            .body("text", equalTo(TEXT))
            .body("state", equalTo("pending"))
            .body("size()", equalTo(7))
            .extract()
            .response();
    assertThat(viewer.call().get(mine()).asString()).isEqualTo(written.asString());
    assertThat(texts(viewer, "")).isEmpty();
    assertThat(texts(editor, "?state=pending")).containsExactly(TEXT);

    decide(written, "published")
        .then()
        .statusCode(200)
        .body("state", equalTo("published"))
        .body("updated_at", equalTo(written.path("updated_at")));
    ApiViewer reader = ApiViewer.register();
    assertThat(texts(reader, "")).containsExactly(TEXT);
    assertThat(reader.call().get(reviews(show.id())).header("Cache-Control"))
        .isEqualTo("private, no-store");
    assertThat(texts(editor, "?state=pending")).isEmpty();
    assertThat(texts(editor, "?state=published")).containsExactly(TEXT);

    decide(written, "rejected").then().statusCode(200).body("state", equalTo("rejected"));
    assertThat(texts(reader, "")).isEmpty();
    assertThat(texts(editor, "?state=rejected")).containsExactly(TEXT);
    assertThat(viewer.read(mine()).getString("state")).isEqualTo("rejected");
  }

  @Test
  void another_text_waits_again_and_the_same_text_does_not() {
    Response written = write(viewer, "great");
    decide(written, "published").then().statusCode(200);
    write(viewer, "great").then().body("state", equalTo("published"));
    write(viewer, "Great")
        .then()
        .body("id", equalTo(written.path("id")))
        .body("text", equalTo("Great"))
        .body("created_at", equalTo(written.path("created_at")))
        .body("state", equalTo("pending"));
    assertThat(texts(viewer, "")).isEmpty();
  }

  @Test
  void a_text_that_the_editor_has_not_read_can_be_spared() {
    Response first = write(viewer, "great");
    Response second = write(viewer, "something else");
    assertThat(second.<String>path("updated_at")).isGreaterThan(first.path("updated_at"));
    expect(decideOn(first, first.path("updated_at")), 412, "precondition_failed");
    expect(decideOn(first, "yesterday"), 422, "invalid");
    expect(decideOn(first, "+1000000000-12-31T23:59:59Z"), 412, "precondition_failed");
    assertThat(texts(viewer, "")).isEmpty();
    decideOn(second, second.path("updated_at"))
        .then()
        .statusCode(200)
        .body("state", equalTo("published"));
  }

  private Response decideOn(Response review, String updatedAt) {
    return editor
        .call()
        .contentType(ContentType.JSON)
        .body(Map.of("state", "published", "updated_at", updatedAt))
        .put(reviews(show.id()) + "/" + review.path("id"));
  }

  @Test
  void the_author_deletes_it() {
    decide(write(viewer, "great"), "published").then().statusCode(200);
    viewer.call().delete(reviews(show.id())).then().statusCode(204);
    expect(viewer.call().get(mine()), 404, "review_not_found");
    assertThat(texts(editor, "")).isEmpty();
    viewer.call().delete(reviews(show.id())).then().statusCode(204);
  }

  @Test
  void only_who_has_watched_may_write() {
    ApiViewer other = ApiViewer.subscribed();
    put(other, reviews(show.id()), Map.of("text", "x"))
        .statusCode(403)
        .body("code", equalTo("not_watched"));
    expect(other.call().get(mine()), 404, "review_not_found");
    other.call().delete(reviews(show.id())).then().statusCode(204);
    other.watch(show.id(), show.first(), 10);
    write(other, "x");
  }

  @Test
  void only_editors_see_what_is_not_published_and_decide() {
    Response written = write(viewer, "great");
    for (String state : List.of("pending", "rejected", "published")) {
      expect(viewer.call().get(reviews(show.id()) + "?state=" + state), 403, "role_required");
    }
    expect(viewer.call().get(reviews(UNKNOWN) + "?state=pending"), 403, "role_required");
    expect(viewer.call().get(reviews(UNKNOWN) + "?state=all"), 422, "invalid");
    expect(editor.call().get(reviews(UNKNOWN) + "?state=pending"), 404, "series_not_found");
    expect(decide(viewer, show.id(), written.path("id"), "published"), 403, "role_required");
    expect(decide(viewer, show.id(), 1, "pending"), 422, "invalid");
    expect(decide(editor, UNKNOWN, written.path("id"), "published"), 404, "series_not_found");
    expect(decide(editor, show.id(), 999_999_999, "published"), 404, "review_not_found");
    SeriesId other = Viewing.show(jdbi, 1, 1000).id();
    expect(decide(editor, other, written.path("id"), "published"), 404, "review_not_found");
    assertThat(viewer.read(mine()).getString("state")).isEqualTo("pending");
    given().get(reviews(show.id())).then().statusCode(401);
  }

  @Test
  void a_series_that_is_not_there_is_404_on_every_call() {
    write(viewer, "great");
    TasteCalls.deleteSeries(changes, show.id());
    for (SeriesId gone : List.of(show.id(), UNKNOWN)) {
      expect(viewer.call().get(reviews(gone)), 404, "series_not_found");
      expect(viewer.call().get(reviews(gone) + "/mine"), 404, "series_not_found");
      expect(viewer.call().delete(reviews(gone)), 404, "series_not_found");
      put(viewer, reviews(gone), Map.of("text", "x"))
          .statusCode(404)
          .body("code", equalTo("series_not_found"));
    }
  }

  @Test
  void a_text_has_up_to_5000_characters_however_many_bytes() {
    String longest = "🌊".repeat(5_000);
    write(viewer, longest).then().body("text", equalTo(longest));
    put(viewer, reviews(show.id()), Map.of("text", longest + "x"))
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/text"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"text\": \"\"}", "{\"text\": 5}", "{\"text\": null}"})
  void what_is_no_text_is_422(String body) {
    put(viewer, reviews(show.id()), body)
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/text"));
  }

  @Test
  void fifty_at_once_leave_one_review() throws InterruptedException, ExecutionException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Response>> answers = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        String text = "text " + i;
        answers.add(threads.submit(() -> write(viewer, text)));
      }
      for (Future<Response> answer : answers) {
        answer.get();
      }
    }
    assertThat(texts(editor, "?state=pending"))
        .containsExactly(viewer.read(mine()).getString("text"));
  }

  @Test
  void the_list_is_the_same_by_cursor_and_by_skip_newest_first() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String text = "review " + i;
      decide(write(watcher(), text), "published").then().statusCode(200);
      expected.addFirst(text);
    }
    write(viewer, "pending, and in no way");
    for (int limit : List.of(1, 2, 5, 100)) {
      assertThat(pages(viewer, "?limit=" + limit)).as("limit %d", limit).isEqualTo(expected);
      assertThat(pages(editor, "?state=published&limit=" + limit)).isEqualTo(expected);
    }
    for (int skip = 0; skip < 7; skip++) {
      assertThat(texts(viewer, "?limit=2&skip=" + skip))
          .as("skip %d", skip)
          .isEqualTo(expected.stream().skip(skip).limit(2).toList());
    }
    Response part = viewer.call().get(reviews(show.id()) + "?limit=1&skip=9223372036854775807");
    part.then().statusCode(200).header("X-Total-Count", "5").body("size()", equalTo(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=101",
        "skip=-1",
        "after=x",
        "after=WyItaWQiLCJ4Il0", // ["-id","x"]
        "after=WyJpZCIsMV0", // ["id",1]
        "skip=1&after=WyItaWQiLDFd",
        "state=PENDING"
      })
  void a_wrong_part_is_422(String query) {
    expect(editor.call().get(reviews(show.id()) + "?" + query), 422, "invalid");
  }

  private String mine() {
    return reviews(show.id()) + "/mine";
  }

  private Response write(ApiViewer author, String text) {
    return put(author, reviews(show.id()), Map.of("text", text))
        .statusCode(200)
        .extract()
        .response();
  }

  private Response decide(Response review, String state) {
    return decide(editor, show.id(), review.path("id"), state);
  }

  private static Response decide(ApiViewer who, SeriesId series, int id, String state) {
    return who.call()
        .contentType(ContentType.JSON)
        .body(Map.of("state", state))
        .put(reviews(series) + "/" + id);
  }

  private List<String> texts(ApiViewer reader, String query) {
    return reader.read(reviews(show.id()) + query).getList("text", String.class);
  }

  /** The texts of all parts, by following the Link headers. */
  private List<String> pages(ApiViewer reader, String query) {
    List<String> found = new ArrayList<>();
    String next = reviews(show.id()) + query;
    while (next != null) {
      Response answer = reader.call().urlEncodingEnabled(false).get(next);
      found.addAll(answer.jsonPath().getList("text", String.class));
      String link = answer.header("Link");
      next = link == null ? null : link.substring(1, link.indexOf('>'));
    }
    return found;
  }

  private static void expect(Response answer, int status, String code) {
    answer.then().statusCode(status).body("code", equalTo(code));
  }
}
