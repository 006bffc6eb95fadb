package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.recommendation.Page.Row;
import dev.yeoul.recommendation.RowPlan.Reason;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PagePackingTest {
  @Test
  void a_packed_page_is_the_same_again() {
    long[] ids = {1, 127, 128, 8_786, Long.MAX_VALUE};
    float[] scores = {1e9f, 1.00001f, 0, -0.3f, -1e9f};
    Page page =
        new Page(
            "v",
            "i",
            List.of(
                new Row("a", "A", Reason.of("new"), new Ranked(ids, scores)),
                new Row("b", "B", new Reason("watched", 7L), Ranked.NONE)));
    Page again = page.packed().unpacked();
    assertThat(again.version()).isEqualTo("v");
    assertThat(again.impression()).isEqualTo("i");
    assertThat(again.rows()).extracting(Row::row).containsExactly("a", "b");
    assertThat(again.rows().get(1).reason()).isEqualTo(new Reason("watched", 7L));
    assertThat(again.rows().get(1).titles().size()).isZero();
    assertThat(again.rows().getFirst().titles().ids()).containsExactly(ids);
    assertThat(PageBytes.of(again, PageBytesTest::title))
        .isEqualTo(PageBytes.of(page, PageBytesTest::title));
  }

  @Property
  void scores_are_answered_the_same_again(
      @ForAll @Size(max = 100) List<@FloatRange(min = -1e9f, max = 1e9f) Float> scores) {
    long[] ids = LongStream.rangeClosed(1, scores.size()).toArray();
    float[] values = new float[ids.length];
    for (int i = 0; i < ids.length; i++) {
      values[i] = scores.get(i);
    }
    Row row = new Row("a", "A", Reason.of("new"), new Ranked(ids, values));
    Page page = new Page("v", "i", List.of(row));

    assertThat(PageBytes.of(page.packed().unpacked(), PageBytesTest::title))
        .isEqualTo(PageBytes.of(page, PageBytesTest::title));
  }
}
