package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.account.PinnedClock;
import dev.yeoul.account.UserId;
import dev.yeoul.playback.ViewerHistory.Mark;
import dev.yeoul.recommendation.KeptPages.Basis;
import dev.yeoul.recommendation.Page.Row;
import dev.yeoul.recommendation.RowPlan.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeptPagesTest {
  private static final UserId VIEWER = new UserId(7);
  private static final UserId OTHER = new UserId(8);
  private static final Basis BASIS = new Basis("v", 20, new Mark(5, 1_000));

  private final PinnedClock clock = new PinnedClock("2026-11-24T12:00:00Z");
  private final KeptPages kept = new KeptPages(clock);

  private static Page page(String impression, Ranked titles) {
    return new Page(
        "v",
        Source.POPULAR,
        impression,
        List.of(
            new Row("a", "여울 \"A\"", Reason.of("new"), titles),
            new Row("b", "B", new Reason("watched", 7L), Ranked.NONE)));
  }

  private static byte[] answer(ReadyPage page) {
    return Objects.requireNonNull(PageBytes.of(page, PageBytesTest::title)).bytes();
  }

  @Test
  void a_kept_page_is_answered_as_it_was_made() {
    long[] ids = {1, 127, 128, 8_786, Long.MAX_VALUE};
    float[] scores = {1e9f, 1.00001f, 0, -0.3f, -1e9f};
    ReadyPage made = ReadyPage.of(page("i", new Ranked(ids, scores)));

    kept.keep(VIEWER, BASIS, made);

    assertThat(kept.find(VIEWER, BASIS))
        .satisfies(found -> assertThat(answer(found)).isEqualTo(answer(made)))
        .extracting(ReadyPage::source)
        .isEqualTo(Source.POPULAR);
    assertThat(kept.find(OTHER, BASIS)).isNull();
  }

  @Property
  void scores_are_answered_the_same_again(
      @ForAll @Size(max = 100) List<@FloatRange(min = -1e9f, max = 1e9f) Float> scores) {
    long[] ids = LongStream.rangeClosed(1, scores.size()).toArray();
    float[] values = new float[ids.length];
    for (int i = 0; i < ids.length; i++) {
      values[i] = scores.get(i);
    }
    ReadyPage made = ReadyPage.of(page("i", new Ranked(ids, values)));

    kept.keep(VIEWER, BASIS, made);

    assertThat(kept.find(VIEWER, BASIS))
        .satisfies(found -> assertThat(answer(found)).isEqualTo(answer(made)));
  }

  @ParameterizedTest
  @CsvSource({"w, 20, 5, 1000", "v, 21, 5, 1000", "v, 20, 6, 1000", "v, 20, 5, 1001"})
  void a_page_is_good_for_what_it_was_made_from(String version, int limit, long series, long ms) {
    kept.keep(VIEWER, BASIS, ReadyPage.of(page("i", Ranked.NONE)));

    assertThat(kept.find(VIEWER, new Basis(version, limit, new Mark(series, ms)))).isNull();
    assertThat(kept.find(VIEWER, BASIS)).isNotNull();
  }

  @Test
  void a_page_is_good_for_a_minute() {
    kept.keep(VIEWER, BASIS, ReadyPage.of(page("i", Ranked.NONE)));

    clock.advance(Duration.ofSeconds(59));
    assertThat(kept.find(VIEWER, BASIS)).isNotNull();
    clock.advance(Duration.ofSeconds(1));
    assertThat(kept.find(VIEWER, BASIS)).isNull();
  }

  @Test
  void a_dropped_page_is_gone() {
    ReadyPage made = ReadyPage.of(page("i", Ranked.NONE));
    kept.keep(VIEWER, BASIS, made);
    kept.keep(OTHER, BASIS, made);

    kept.drop(VIEWER.value());
    assertThat(kept.find(VIEWER, BASIS)).isNull();
    assertThat(kept.find(OTHER, BASIS)).isNotNull();
    kept.dropAll();
    assertThat(kept.find(OTHER, BASIS)).isNull();
  }
}
