package dev.yeoul.taste;

import static dev.yeoul.taste.TasteCalls.dismissal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.yeoul.account.UserId;
import dev.yeoul.app.StoresResource;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.playback.ApiViewer;
import dev.yeoul.playback.Viewing;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class DismissalApiTest {
  @Inject Jdbi jdbi;
  @Inject ChangeFeed changes;
  @Inject Tastes tastes;

  @Test
  void a_series_is_dismissed_and_shown_again_as_often_as_told() {
    SeriesId series = Viewing.show(jdbi, 1, 1000).id();
    ApiViewer viewer = ApiViewer.register(); // neither a play nor a subscription is needed
    for (int i = 0; i < 2; i++) {
      viewer
          .call()
          .put(dismissal(series))
          .then()
          .statusCode(204)
          .header("Cache-Control", "private, no-store");
      assertThat(tastes.of(new UserId(viewer.id())).dismissed()).containsExactly(series);
    }
    for (int i = 0; i < 2; i++) {
      viewer.call().delete(dismissal(series)).then().statusCode(204);
      assertThat(tastes.of(new UserId(viewer.id())).dismissed()).isEmpty();
    }
    assertThat(TasteCalls.told(jdbi, "taste:" + viewer.id())).isEqualTo(3);
  }

  @Test
  void a_series_that_is_not_there_is_404() {
    SeriesId deleted = Viewing.show(jdbi, 1, 1000).id();
    TasteCalls.deleteSeries(changes, deleted);
    ApiViewer viewer = ApiViewer.register();
    for (SeriesId gone : List.of(deleted, new SeriesId(999_999_999))) {
      viewer
          .call()
          .put(dismissal(gone))
          .then()
          .statusCode(404)
          .body("code", equalTo("series_not_found"));
      viewer
          .call()
          .delete(dismissal(gone))
          .then()
          .statusCode(404)
          .body("code", equalTo("series_not_found"));
    }
  }
}
