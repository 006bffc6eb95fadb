package dev.yeoul.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.bench.Audience.Viewer;
import dev.yeoul.bench.load.PreparedRequest;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RatingsCaseTest {
  private static final List<Viewer> VIEWERS =
      List.of(
          new Viewer(new User(1, "one"), List.of(10L, 11L)),
          new Viewer(new User(2, "two"), List.of(20L)));

  @Test
  void viewersRateWhatTheyHaveWatched() {
    for (PreparedRequest request : RatingsCase.requests(VIEWERS, 4, new Random(1))) {
      String token = request.headers().get("Authorization");
      assertThat(request.method()).isEqualTo("PUT");
      assertThat(request.body()).isEqualTo("{\"score\":4}");
      assertThat(request.path())
          .matches(
              "Bearer one".equals(token) ? "/api/series/1[01]/rating" : "/api/series/20/rating");
    }
  }

  @Test
  void bothGeneratorsRateTheSameWithOtherScores() {
    List<PreparedRequest> lower = RatingsCase.requests(VIEWERS, 2, new Random(1));
    List<PreparedRequest> higher = RatingsCase.requests(VIEWERS, 4, new Random(1));
    assertThat(lower.stream().map(PreparedRequest::path).toList())
        .isEqualTo(higher.stream().map(PreparedRequest::path).toList());
    assertThat(lower.stream().map(PreparedRequest::body).distinct())
        .doesNotContainAnyElementsOf(
            higher.stream().map(PreparedRequest::body).distinct().toList());
  }
}
