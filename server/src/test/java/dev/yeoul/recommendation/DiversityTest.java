package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.recommendation.Diversity.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DiversityTest {
  @Property(tries = 200)
  void no_place_loses_more_than_a_tenth_of_the_spread(
      @ForAll @Size(max = 60) List<@FloatRange(min = -9, max = 9) Float> scores,
      @ForAll long seed) {
    List<Candidate> ranked = new ArrayList<>();
    for (int i = 0; i < scores.size(); i++) {
      ranked.add(new Candidate(title(i, 1L << Math.floorMod(seed * i, 5)), scores.get(i)));
    }
    ranked.sort(Comparator.comparingDouble(Candidate::score).reversed());
    List<Candidate> spread = Diversity.spread(ranked);
    assertThat(spread).containsExactlyInAnyOrderElementsOf(ranked);
    List<Candidate> left = new ArrayList<>(ranked);
    double bound =
        ranked.isEmpty()
            ? 0
            : Diversity.COST * ((double) ranked.getFirst().score() - ranked.getLast().score());
    for (Candidate one : spread) {
      assertThat((double) left.getFirst().score() - one.score()).isLessThanOrEqualTo(bound);
      left.remove(one);
    }
  }

  @Test
  void neighbours_differ_where_scores_hardly_do() {
    List<Candidate> ranked =
        List.of(
            new Candidate(title(1, 0b01), 1.000f),
            new Candidate(title(2, 0b01), 0.999f),
            new Candidate(title(3, 0b10), 0.998f),
            new Candidate(title(4, 0b10), 0.997f),
            new Candidate(title(5, 0b01), 0f));
    assertThat(Diversity.spread(ranked))
        .extracting(one -> one.title().id())
        .containsExactly(1L, 3L, 2L, 4L, 5L);
  }

  private static Title title(long id, long genres) {
    return new Title(id, "A title", List.of(), List.of(), genres, new byte[0]);
  }
}
