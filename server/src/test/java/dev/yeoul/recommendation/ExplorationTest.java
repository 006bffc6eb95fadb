package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.account.UserId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExplorationTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);
  private static final List<Integer> RANKED = IntStream.range(0, 200).boxed().toList();
  private static final UserId VIEWER = new UserId(7);

  @Test
  void every_tenth_place_goes_to_a_title_from_behind() {
    List<Integer> explored = new Exploration(10, "", CLOCK).of(RANKED, VIEWER);
    assertThat(explored).containsExactlyInAnyOrderElementsOf(RANKED);
    assertThat(explored.subList(0, 9)).isEqualTo(RANKED.subList(0, 9));
    assertThat(explored.get(9)).isGreaterThanOrEqualTo(20);
    assertThat(explored.subList(10, 19)).isEqualTo(RANKED.subList(9, 18));
    assertThat(new Exploration(10, "", CLOCK).of(RANKED, VIEWER)).isEqualTo(explored);
  }

  @Test
  void without_it_nothing_moves() {
    assertThat(new Exploration(0, "", CLOCK).of(RANKED, VIEWER)).isEqualTo(RANKED);
    assertThat(new Exploration(50, "", CLOCK).of(List.of(1, 2, 3), VIEWER))
        .containsExactly(1, 2, 3);
  }

  @Test
  void in_a_comparison_bucket_b_alone_explores() {
    var exploration = new Exploration(10, "more-new", CLOCK);
    Set<String> buckets = new TreeSet<>();
    for (long id = 1; id <= 40; id++) {
      UserId viewer = new UserId(id);
      buckets.add(exploration.bucket(viewer));
      assertThat(exploration.of(RANKED, viewer).equals(RANKED))
          .isEqualTo(exploration.bucket(viewer).equals("a"));
    }
    assertThat(buckets).containsExactly("a", "b");
  }
}
