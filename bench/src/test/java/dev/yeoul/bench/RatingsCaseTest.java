package dev.yeoul.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.bench.Audience.Viewer;
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
    for (String request : RatingsCase.requests(VIEWERS, 4, new Random(1))) {
      String series = request.contains("\r\nAuthorization: Bearer one\r\n") ? "1[01]" : "20";
      assertThat(request)
          .matches("(?s)PUT /api/series/" + series + "/rating HTTP/1.1\r\n.*\\{\"score\":4}");
    }
  }

  @Test
  void everyOtherRoundRatesTheSameWithOtherScores() {
    List<String> lower = RatingsCase.requests(VIEWERS, 2, new Random(1));
    List<String> higher = RatingsCase.requests(VIEWERS, 4, new Random(1));
    assertThat(lower.stream().map(one -> one.replace("\"score\":2", "\"score\":4")).toList())
        .isEqualTo(higher);
  }
}
