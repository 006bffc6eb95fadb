package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.recommendation.Diversity.Candidate;
import dev.yeoul.recommendation.Ranked.Scored;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RankedTitlesTest {
  private final List<Long> lookedUp = new ArrayList<>();
  private final RankedTitles titles =
      new RankedTitles(
          new Ranked(LongStream.rangeClosed(1, 10).toArray(), new float[10]), this::lookUp);

  @Test
  void no_more_is_looked_up_than_is_asked_for() {
    assertThat(titles.first(2)).extracting(one -> one.title().id()).containsExactly(1L, 3L);
    assertThat(lookedUp).containsExactly(1L, 2L, 3L);
    assertThat(titles.stream().filter(one -> one.title().id() > 3).findFirst())
        .hasValueSatisfying(one -> assertThat(one.title().id()).isEqualTo(5));
    assertThat(lookedUp).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void what_stands_behind_the_first_is_there_looked_up_or_not() {
    assertThat(titles.first(3)).hasSize(3);
    assertThat(titles.behind(1))
        .extracting(Scored::id)
        .containsExactly(3L, 5L, 6L, 7L, 8L, 9L, 10L);
    assertThat(titles.behind(20)).isEmpty();
  }

  @Test
  void all_are_those_that_a_viewer_may_see_each_time() {
    assertThat(titles.all())
        .extracting(one -> one.title().id())
        .containsExactly(1L, 3L, 5L, 7L, 9L);
    assertThat(titles.all()).hasSize(5);
    assertThat(lookedUp).hasSize(10);
  }

  @Test
  void titles_at_hand_need_no_look() {
    List<Candidate> known = List.of(new Candidate(title(1), 2), new Candidate(title(2), 1));
    RankedTitles ready = new RankedTitles(known);
    assertThat(ready.all()).isEqualTo(known);
    assertThat(ready.behind(1)).containsExactly(new Scored(2, 1));
  }

  /** Nobody may see those with an even id. */
  private @Nullable Title lookUp(long id) {
    lookedUp.add(id);
    return id % 2 == 0 ? null : title(id);
  }

  private static Title title(long id) {
    return new Title(id, "A title", List.of(), List.of(), 0, new byte[0]);
  }
}
