package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.yeoul.recommendation.Ranked.Scored;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nodes hold, and its file. */
class ServedModelTest {
  private static final Interactions DATA = Served.data();
  private static final ServedModel MODEL = Served.model("20261124T134200Z");

  @Test
  void a_file_holds_all_of_it() throws IOException {
    ServedModel read = read(written());
    assertThat(read.version()).isEqualTo(MODEL.version());
    assertThat(read.trainedAt()).isEqualTo(MODEL.trainedAt());
    assertThat(read.size()).isEqualTo(MODEL.size());
    assertThat(read.bytes()).isEqualTo(MODEL.bytes());
    assertThat(read.popular()).isEqualTo(MODEL.popular());
    assertThat(read.similar(3, 10).scored()).isEqualTo(MODEL.similar(3, 10).scored());
    for (int user = 0; user < 20; user++) {
      assertThat(scores(read, DATA.history(user))).isEqualTo(scores(MODEL, DATA.history(user)));
    }
  }

  @Test
  void a_file_that_ends_too_early_is_refused_wherever_it_ends() throws IOException {
    byte[] whole = written();
    for (int length = 0; length < whole.length; length += 1 + length / 7) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(RecommendationException.class)
          .hasMessageMatching("the model is damaged: .*|this is no model of Yeoul");
      // where only the length is known to be whole
      assertThatThrownBy(() -> read(cut, whole.length)).isInstanceOf(RecommendationException.class);
    }
  }

  @Test
  void a_file_of_which_anything_changed_is_refused() throws IOException {
    byte[] whole = written();
    for (int at = 0; at < whole.length; at += 1 + at / 5) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x10;
      assertThatThrownBy(() -> read(changed))
          .as("byte %d", at)
          .isInstanceOf(RecommendationException.class);
    }
  }

  @Test
  void something_behind_the_end_is_refused() throws IOException {
    byte[] whole = written();
    assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length + 1)))
        .isInstanceOf(RecommendationException.class);
  }

  @Test
  void a_length_that_is_a_lie_takes_no_memory() throws IOException {
    byte[] bytes = written();
    int length = Long.BYTES + Integer.BYTES + 2 + MODEL.version().length() + Long.BYTES;
    bytes[length] = 0x7F; // 2 billion series
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(RecommendationException.class)
        .hasMessageContaining("ends too early");
  }

  @Test
  void a_later_format_is_named() throws IOException {
    byte[] bytes = written();
    bytes[Long.BYTES + 3] = 2;
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(RecommendationException.class)
        .hasMessage("the model has format 2, this program reads 1");
  }

  @Test
  void series_are_found_by_their_ids() {
    for (int item = 0; item < MODEL.size(); item++) {
      assertThat(MODEL.item(MODEL.seriesId(item))).isEqualTo(item);
    }
    assertThat(MODEL.item(999_999)).isEqualTo(-1);
    assertThat(MODEL.similar(3, 1).scored()).containsExactly(new Scored(8, 0.75f));
    assertThat(MODEL.similar(1_000_000, 9).scored()).containsExactly(new Scored(3, 0.25f));
    assertThat(MODEL.similar(4, 9).scored()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 130, 10_000})
  void scores_are_finite_for_any_history(int length) {
    int[] items = IntStream.range(0, length).map(i -> i % MODEL.size()).toArray();
    float[] weights = new float[length];
    Arrays.fill(weights, 0.3f);
    for (float score : scores(MODEL, new History(items, weights, new double[length]))) {
      assertThat(Float.isFinite(score)).isTrue();
    }
  }

  @Test
  void without_a_history_what_is_popular_comes_first() {
    float[] scores = scores(MODEL, History.EMPTY);
    float[] popular = MODEL.popular();
    for (int i = 1; i < scores.length; i++) {
      if (popular[i] > popular[i - 1]) {
        assertThat(scores[i]).isGreaterThanOrEqualTo(scores[i - 1]);
      }
    }
    assertThat(scores).doesNotContain(Float.NaN);
    assertThat(Arrays.stream(toDoubles(scores)).distinct().count()).isGreaterThan(20);
  }

  @Test
  void with_every_entry_kept_it_is_the_blend_and_a_little_popularity() {
    ServedBlend served = Served.blend(DATA, 1000, 2);
    try (Workers workers = new Workers(2)) {
      BlendModel blend = new Blend(Served.parts()).train(DATA, workers);
      float[] popular = served.popular().clone();
      BlendModel.standardize(popular);
      History history = DATA.history(5);
      float[] wanted = scores(blend, history);
      float[] scores = scores(served, history);
      for (int i = 0; i < scores.length; i++) {
        double prior = 0.1 / history.size() * popular[i];
        assertThat((double) scores[i]).isCloseTo(wanted[i] + prior, within(1e-3));
      }
    }
  }

  @Test
  void threads_change_nothing() {
    History history = DATA.history(7);
    assertThat(scores(Served.blend(DATA, 20, 3), history))
        .isEqualTo(scores(Served.blend(DATA, 20, 1), history));
  }

  @Test
  void rows_keep_what_is_farthest_from_zero() {
    float[] row = {0, 0.5f, -2, 1, 0};
    try (Workers workers = new Workers(1)) {
      SparseRows rows =
          SparseRows.strongest(5, 2, (item, sums) -> System.arraycopy(row, 0, sums, 0, 5), workers);
      float[] sums = new float[5];
      rows.addRow(0, 2, sums);
      assertThat(sums).containsExactly(0, 0, -4, 2, 0);
      assertThat(rows.first(1).targets()).startsWith(2).hasSize(5);
    }
  }

  private static float[] scores(Model model, History history) {
    float[] scores = new float[DATA.itemCount()];
    Arrays.fill(scores, Float.NaN);
    model.score(history, scores);
    return scores;
  }

  private static double[] toDoubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  private static byte[] written() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ServedModelWriter.write(MODEL, out);
    return out.toByteArray();
  }

  private static ServedModel read(byte[] bytes) throws IOException {
    return read(bytes, bytes.length);
  }

  private static ServedModel read(byte[] bytes, long length) throws IOException {
    return ServedModelReader.read(new ByteArrayInputStream(bytes), length);
  }
}
