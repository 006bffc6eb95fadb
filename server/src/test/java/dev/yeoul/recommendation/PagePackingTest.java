package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.recommendation.RowPlan.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

class PagePackingTest {
  @Test
  void a_packed_page_is_the_same_again() {
    long[] ids = {1, 127, 128, 8_786, Long.MAX_VALUE};
    float[] scores = {Float.MAX_VALUE, 1.00001f, 0, -0.3f, -1e9f};
    Page page =
        new Page(
            "v",
            "i",
            List.of(
                new Page.Row("a", "A", Reason.of("new"), new Ranked(ids, scores)),
                new Page.Row("b", "B", new Reason("watched", 7L), Ranked.NONE)));
    Page again = page.packed().unpacked();
    assertThat(again.version()).isEqualTo("v");
    assertThat(again.impression()).isEqualTo("i");
    assertThat(again.rows()).extracting(Page.Row::row).containsExactly("a", "b");
    assertThat(again.rows().get(1).reason()).isEqualTo(new Reason("watched", 7L));
    assertThat(again.rows().get(1).titles().size()).isZero();
    assertThat(again.rows().getFirst().titles().ids()).containsExactly(ids);
    assertThat(again.rows().getFirst().titles().scores()).containsExactly(scores);
  }
}
