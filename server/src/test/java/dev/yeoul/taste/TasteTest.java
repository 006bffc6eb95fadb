package dev.yeoul.taste;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.NumberReader;
import dev.yeoul.platform.NumberWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TasteTest {
  private static final SeriesId FIRST = new SeriesId(1);
  private static final SeriesId LAST = new SeriesId(Long.MAX_VALUE);

  static List<Taste> tastes() {
    return List.of(
        new Taste(Map.of(), Set.of(), Preferences.NONE),
        new Taste(
            Map.of(FIRST, 1, LAST, 5, new SeriesId(300), 3),
            Set.of(LAST, new SeriesId(200)),
            new Preferences(List.of("한국 드라마", "Dramas"), List.of(LAST, FIRST), "KR")),
        new Taste(Map.of(), Set.of(FIRST), new Preferences(List.of(), List.of(FIRST, LAST), null)));
  }

  @ParameterizedTest
  @MethodSource("tastes")
  void what_was_packed_is_the_same_again(Taste taste) {
    var numbers = new NumberWriter(1);
    taste.pack(numbers);
    var packed = new NumberReader(numbers.bytes());

    assertThat(Taste.unpacked(packed)).isEqualTo(taste);
    assertThat(packed.hasNext()).isFalse();
  }
}
