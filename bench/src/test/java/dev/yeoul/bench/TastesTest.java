package dev.yeoul.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.bench.process.StoredData.Title;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TastesTest {
  private static final int GENRES = 20;
  private static final List<Title> TITLES =
      LongStream.rangeClosed(1, 8_000)
          .mapToObj(id -> new Title(id, 10_000 + id, 3_600, id % GENRES))
          .toList();

  private final Tastes tastes = new Tastes(TITLES, new Random(1));
  private final List<List<Title>> histories =
      Stream.generate(tastes::history).limit(2_000).toList();

  @Test
  void everyHistoryHas5To500DistinctTitlesAndMostAreShort() {
    assertThat(histories)
        .allSatisfy(history -> {
          assertThat(history).doesNotHaveDuplicates();
          assertThat(history.size()).isBetween(Tastes.LEAST, Tastes.MOST);
        });
    int[] sizes = histories.stream().mapToInt(List::size).sorted().toArray();
    assertThat(sizes[sizes.length / 2]).isBetween(27, 33);
    assertThat(sizes[0]).isEqualTo(Tastes.LEAST);
    assertThat(sizes[sizes.length - 1]).isGreaterThan(300);
    assertThat(Arrays.stream(sizes).average().orElse(0)).as("a long tail").isBetween(40.0, 60.0);
  }

  @Test
  void onlySomeTitlesAreWatchedAndFewOfThemOften() {
    Map<Title, Long> views =
        histories.stream()
            .flatMap(List::stream)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(views).hasSizeLessThanOrEqualTo(Tastes.WATCHED).hasSizeGreaterThan(2_500);
    long all = views.values().stream().mapToLong(Long::longValue).sum();
    long ofTheTop =
        views.values().stream()
            .sorted(Comparator.reverseOrder())
            .limit(300)
            .mapToLong(Long::longValue)
            .sum();
    assertThat((double) ofTheTop / all).isBetween(0.3, 0.7);
  }

  @Test
  void aViewerWatchesMostlyWithinTwoGenres() {
    List<Title> some =
        histories.stream()
            .filter(history -> history.size() >= 30 && history.size() <= 60)
            .findFirst()
            .orElseThrow();
    long liked =
        some.stream()
            .collect(Collectors.groupingBy(Title::genre, Collectors.counting()))
            .values()
            .stream()
            .sorted(Comparator.reverseOrder())
            .limit(2)
            .mapToLong(Long::longValue)
            .sum();
    assertThat((double) liked / some.size()).as("by chance 0.1").isGreaterThan(0.5);
  }

  @Test
  void theSameSeedChoosesTheSame() {
    Tastes again = new Tastes(TITLES, new Random(1));
    assertThat(Stream.generate(again::history).limit(20).toList())
        .isEqualTo(histories.subList(0, 20));
  }
}
