package dev.yeoul.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.yeoul.bench.Audience.Viewer;
import dev.yeoul.bench.process.StoredData.Title;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PageRequestsTest {
  private static final List<Viewer> VIEWERS =
      IntStream.range(0, 50)
          .mapToObj(i -> new Viewer(new User(i, "token" + i), List.of(1L)))
          .toList();
  private static final List<Title> TITLES =
      LongStream.rangeClosed(1, 1_000).mapToObj(id -> new Title(id, -id, 60, id % 9)).toList();

  private final Random random = new Random(1);
  private final PageRequests requests =
      new PageRequests(VIEWERS, new Tastes(TITLES, random), random);

  @Test
  void afterTenPagesTheViewerOfTheLastOneWatchesSomething() {
    List<String> made = requests.next(200);
    assertThat(made).hasSize(2_200);
    for (int i = 0; i < made.size(); i++) {
      String request = made.get(i);
      if (i % 11 < 10) {
        assertThat(request).startsWith("GET /api/recommendations HTTP/1.1\r\n");
      } else {
        assertThat(request).startsWith("POST /api/series/").contains("\"episode_id\":-");
        assertThat(authorization(request)).isEqualTo(authorization(made.get(i - 1)));
      }
    }
    assertThat(made.stream().map(PageRequestsTest::authorization).distinct()).hasSize(50);
  }

  @Test
  void otherRequestsFollow() {
    assertThat(requests.next(5)).isNotEqualTo(requests.next(5));
  }

  @Test
  void onlyPagesAreCountedAndTheyBearTheCostOfAll() {
    Round all = new Round("yeoul", 3, 11_000, 2, 4.0, 100, Map.of("p99_ms", 7.0));
    Round pages = PageRequests.pages(all);
    assertThat(pages.requests()).isEqualTo(10_000);
    assertThat(pages.rate()).isEqualTo(2_500);
    assertThat(pages.errors()).isEqualTo(2);
    assertThat(pages.cpuMicrosPerRequest()).isCloseTo(110, within(1e-9));
    assertThat(pages.more()).containsEntry("p99_ms", 7.0).containsKey("plays");
    assertThat(pages.more().getOrDefault("plays", 0.0)).isCloseTo(1_000, within(1e-6));
  }

  private static String authorization(String request) {
    return request
        .lines()
        .filter(line -> line.startsWith("Authorization: "))
        .findFirst()
        .orElseThrow();
  }
}
