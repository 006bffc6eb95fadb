package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.playback.Watching;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The formula of docs/recommendation.md. */
class ViewingWeightsTest {
  private static final Instant START = Instant.ofEpochSecond(1_700_000_000);
  private static final double DAY = 86_400;

  @Test
  void one_completed_episode_counts_one_and_more_count_less_than_proportionally() {
    assertThat(ViewingWeights.of(1, 0)).isEqualTo(1);
    assertThat(ViewingWeights.of(0.5, 0)).isCloseTo(0.585, within(1e-3));
    assertThat(ViewingWeights.of(3, 0)).isEqualTo(2);
    assertThat(ViewingWeights.of(15, 0)).isEqualTo(4);
    assertThat(ViewingWeights.of(0, 0)).isEqualTo(0.1);
  }

  @Test
  void a_rating_says_more_than_the_watching() {
    assertThat(ViewingWeights.of(1, 5)).isEqualTo(2);
    assertThat(ViewingWeights.of(1, 4)).isEqualTo(1.5);
    assertThat(ViewingWeights.of(1, 3)).isEqualTo(1);
    assertThat(ViewingWeights.of(10, 2)).isZero();
    assertThat(ViewingWeights.of(10, 1)).isZero();
  }

  @Test
  void what_is_old_counts_less_but_never_nothing() {
    assertThat(ViewingWeights.afterSeconds(0)).isEqualTo(1);
    assertThat(ViewingWeights.afterSeconds(180 * DAY)).isCloseTo(0.55, within(1e-9));
    assertThat(ViewingWeights.afterSeconds(20_000 * DAY)).isCloseTo(0.1, within(1e-9));
  }

  @Test
  void ages_are_counted_from_the_latest_event_of_all() {
    Interactions data =
        Generated.matrix(List.of(new Row("1", "7", 0, 2), new Row("2", "7", 180 * DAY, 2)));
    assertThat(ViewingWeights.aged(data).weight).containsExactly(1.1f, 2f);
    assertThat(data.weight).containsExactly(2f, 2f);
  }

  @Test
  void the_episodes_of_a_series_are_one_event_at_the_latest_time() {
    TrainingData.Adding adding = new TrainingData.Adding(new Signs(), new long[] {5, 6});
    adding.add(watching(1, 5, 1, 0));
    adding.add(watching(1, 5, 1, 90));
    adding.add(watching(1, 5, 1, 60));
    adding.add(watching(1, 6, 0.5, 10));
    adding.add(watching(1, 9, 1, 20)); // deleted since
    adding.add(watching(2, 6, 1, 30));
    Interactions data = adding.end();
    assertThat(data.userCount()).isEqualTo(2);
    History first = data.history(data.users.index("1"));
    assertThat(first.items()).containsExactly(data.items.index("6"), data.items.index("5"));
    assertThat(first.times()).containsExactly(1_700_000_010, 1_700_000_090);
    assertThat(first.weights()).containsExactly((float) ViewingWeights.of(0.5, 0), 2f);
    assertThat(data.items.index("9")).isEqualTo(-1);
  }

  @Test
  void nobody_has_watched_anything() {
    assertThat(new TrainingData.Adding(new Signs(), new long[0]).end().size()).isZero();
  }

  private static Watching watching(long user, long series, double share, long seconds) {
    return new Watching(new UserId(user), new SeriesId(series), share, START.plusSeconds(seconds));
  }
}
