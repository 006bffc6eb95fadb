package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The evaluator's rules, on files. */
class EvaluationTest {
  @TempDir private Path folder;

  private static EvaluationSettings settings(String model, int threads) {
    return new EvaluationSettings(ModelName.of(model), List.of(20, 5, 10), true, 1, threads, true);
  }

  private static EvaluationReport evaluated(EvaluationFiles files, EvaluationSettings settings) {
    List<EvaluationReport> reports = new ArrayList<>();
    new Evaluation(files, settings).run(reports::add);
    assertThat(reports).hasSize(1);
    return reports.getFirst();
  }

  @ParameterizedTest
  @ValueSource(strings = {"popular", "itemknn", "ease", "ials", "sequence", "auto"})
  void the_rankings_file_scores_as_the_report_says(String model) throws IOException {
    EvaluationFiles files = Generated.leaveLastOut(Generated.small(), folder);
    EvaluationReport report = evaluated(files, settings(model, 2));
    assertThat(report.users()).isEqualTo(truth(files).size());
    for (int k : List.of(5, 10, 20)) {
      assertThat(mean(report, "ndcg@" + k))
          .isCloseTo(naive(files, k, EvaluationTest::ndcg), within(1e-6));
      assertThat(mean(report, "recall_full@" + k))
          .isCloseTo(naive(files, k, EvaluationTest::recall), within(1e-6));
    }
    JsonNode json = new ObjectMapper().readTree(Objects.requireNonNull(files.json()).toFile());
    assertThat(json.at("/metrics/ndcg@10/mean").asDouble()).isEqualTo(mean(report, "ndcg@10"));
    assertThat(json.at("/model").asText()).isEqualTo(model);
    assertThat(json.at("/cpu_seconds/training").isNumber()).isTrue();
    assertThat(json.at("/peak_rss_bytes").asLong()).isPositive();
  }

  @Test
  void the_coverage_is_that_of_the_rankings_file() throws IOException {
    EvaluationFiles files = Generated.unseenUsers(Generated.small(), folder);
    Path truth = Objects.requireNonNull(files.truth());
    Files.write(truth, Files.readAllLines(truth).subList(0, 1)); // of one user among thirty
    EvaluationReport report = evaluated(files, settings("ease", 2));
    int items = items(files.train(), 1, line -> true).size();
    for (int k : List.of(5, 10, 20)) {
      Set<String> shown =
          items(
              Objects.requireNonNull(files.rankings()), 2, line -> Integer.parseInt(line[1]) <= k);
      assertThat(report.coverage()).containsEntry(k, (double) shown.size() / items);
    }
  }

  private static Set<String> items(Path file, int field, Predicate<String[]> wanted)
      throws IOException {
    Set<String> items = new HashSet<>();
    for (String line : Files.readAllLines(file)) {
      String[] fields = line.split("\t", -1);
      if (wanted.test(fields)) {
        items.add(fields[field]);
      }
    }
    return items;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ease", "sequence"})
  void what_learns_beats_popular(String model) throws IOException {
    EvaluationFiles files =
        model.equals("sequence")
            ? Generated.leaveLastOut(Generated.larger(), folder)
            : Generated.unseenUsers(Generated.larger(), folder);
    double popular = mean(evaluated(files, settings("popular", 2)), "ndcg@10");
    double learned = mean(evaluated(files, settings(model, 2)), "ndcg@10");
    assertThat(learned).isGreaterThan(1.1 * popular);
  }

  @ParameterizedTest
  @ValueSource(strings = {"popular", "itemknn", "ease", "ials", "sequence", "auto"})
  void neither_threads_nor_the_order_of_rows_change_a_ranking(String model) throws IOException {
    EvaluationFiles files = Generated.unseenUsers(Generated.small(), folder);
    evaluated(files, settings(model, 1));
    String first = Files.readString(Objects.requireNonNull(files.rankings()));
    for (Path file : List.of(files.train(), Objects.requireNonNull(files.query()))) {
      List<String> lines = new ArrayList<>(Files.readAllLines(file));
      Collections.shuffle(lines, new Random(3));
      Files.write(file, lines);
    }
    evaluated(files, settings(model, 3));
    assertThat(Files.readString(files.rankings())).isEqualTo(first);
  }

  @Test
  void nothing_seen_is_ranked_unless_that_is_wanted() throws IOException {
    EvaluationFiles files = Generated.unseenUsers(Generated.small(), folder);
    evaluated(files, settings("ease", 2));
    Set<String> seen = pairs(Objects.requireNonNull(files.query()), 1);
    assertThat(pairs(Objects.requireNonNull(files.rankings()), 2))
        .doesNotContainAnyElementsOf(seen);

    evaluated(files, new EvaluationSettings(ModelName.EASE, List.of(60), false, 1, 2, false));
    assertThat(pairs(files.rankings(), 2)).containsAll(seen);
  }

  @Test
  void a_user_without_history_gets_popular() throws IOException {
    EvaluationFiles files = Generated.leaveLastOut(Generated.small(), folder);
    evaluated(files, settings("ease", 2));
    Map<String, List<String>> ranked = rankings(files);
    List<String> forStranger = ranked.get("stranger");
    evaluated(files, settings("popular", 2));
    assertThat(forStranger).isEqualTo(rankings(files).get("stranger")).hasSize(20);
  }

  @Test
  void the_choice_does_not_depend_on_the_truth() throws IOException {
    EvaluationFiles files = Generated.unseenUsers(Generated.small(), folder);
    String chosen = evaluated(files, settings("auto", 2)).chosen();
    Files.write(Objects.requireNonNull(files.truth()), List.of("u0\ti1"));
    assertThat(evaluated(files, settings("auto", 2)).chosen()).isEqualTo(chosen);
  }

  @Test
  void without_truth_there_are_rankings_and_no_metrics() throws IOException {
    EvaluationFiles with = Generated.unseenUsers(Generated.small(), folder);
    EvaluationFiles without =
        new EvaluationFiles(with.train(), with.query(), null, with.json(), with.rankings());
    EvaluationReport report = evaluated(without, settings("ease", 2));
    assertThat(report.users()).isZero();
    assertThat(report.text()).doesNotContain("ndcg");
    assertThat(rankings(with).keySet())
        .isEqualTo(rankedUsers(Objects.requireNonNull(with.query())));
  }

  @Test
  void misuse_is_told() throws IOException {
    EvaluationFiles files = Generated.unseenUsers(Generated.small(), folder);
    assertThatThrownBy(() -> evaluated(files, settings("oracle", 1)))
        .isInstanceOf(RecommendationException.class)
        .hasMessageContaining("oracle");
    EvaluationFiles nothing = new EvaluationFiles(files.train(), null, null, null, null);
    assertThatThrownBy(() -> evaluated(nothing, settings("ease", 1)))
        .hasMessageContaining("--truth");
    Files.writeString(files.train(), "");
    assertThatThrownBy(() -> evaluated(files, settings("ease", 1))).hasMessageContaining("no rows");
  }

  @Test
  void what_can_not_be_written_is_told_before_anything_is_read() throws IOException {
    Path nowhere = folder.resolve("nowhere");
    Path train = nowhere.resolve("train.tsv");
    Path json = Files.writeString(folder.resolve("report.json"), "of yesterday");
    Path rankings = folder.resolve("rankings.tsv");
    EvaluationFiles wrongJson =
        new EvaluationFiles(train, null, train, nowhere.resolve("report.json"), rankings);
    assertThatThrownBy(() -> evaluated(wrongJson, settings("ease", 1)))
        .isInstanceOf(RecommendationException.class)
        .hasMessageEndingWith("report.json: can't be written: there is no such folder");
    EvaluationFiles wrongRankings = new EvaluationFiles(train, null, train, json, folder);
    assertThatThrownBy(() -> evaluated(wrongRankings, settings("ease", 1)))
        .hasMessageStartingWith(folder + ": can't be written: ");
    EvaluationFiles wrongTrain = new EvaluationFiles(train, null, train, json, rankings);
    assertThatThrownBy(() -> evaluated(wrongTrain, settings("ease", 1)))
        .hasMessageContaining("train.tsv: no such file");
    assertThat(json).hasContent("of yesterday");
    assertThat(rankings).doesNotExist();
  }

  @Test
  void no_file_is_both_read_and_written() throws IOException {
    EvaluationFiles files = Generated.unseenUsers(Generated.small(), folder);
    Path train = files.train();
    String content = Files.readString(train);
    for (EvaluationFiles twice :
        List.of(
            new EvaluationFiles(train, null, files.truth(), train, null),
            new EvaluationFiles(train, null, files.truth(), null, files.truth()),
            new EvaluationFiles(train, null, files.truth(), files.json(), files.json()))) {
      assertThatThrownBy(() -> evaluated(twice, settings("popular", 1)))
          .isInstanceOf(RecommendationException.class)
          .hasMessageContaining("another file");
    }
    assertThat(train).hasContent(content);
  }

  @Test
  void figures_are_told_though_a_disk_is_full() throws IOException {
    Path full = Path.of("/dev/full");
    assumeThat(full).exists();
    EvaluationFiles files = Generated.unseenUsers(Generated.small(), folder);
    Path json = Objects.requireNonNull(files.json());
    for (EvaluationFiles unwritten :
        List.of(
            new EvaluationFiles(files.train(), null, files.truth(), full, files.rankings()),
            new EvaluationFiles(files.train(), null, files.truth(), json, full))) {
      List<EvaluationReport> reports = new ArrayList<>();
      Evaluation evaluation = new Evaluation(unwritten, settings("popular", 1));
      assertThatThrownBy(() -> evaluation.run(reports::add))
          .isInstanceOf(RecommendationException.class)
          .hasMessageContaining("/dev/full: can't be written: ");
      assertThat(reports).singleElement().extracting(EvaluationReport::users).isNotEqualTo(0);
    }
    assertThat(json).content().contains("ndcg@10");
  }

  private static double mean(EvaluationReport report, String metric) {
    return Objects.requireNonNull(report.metrics().get(metric)).mean();
  }

  // An independent, plain computation from the files alone.

  private interface Measure {
    double of(List<String> ranking, Set<String> truth);
  }

  private static double naive(EvaluationFiles files, int k, Measure measure) throws IOException {
    Map<String, List<String>> rankings = rankings(files);
    double sum = 0;
    for (Map.Entry<String, Set<String>> user : truth(files).entrySet()) {
      List<String> ranking = rankings.getOrDefault(user.getKey(), List.of());
      sum += measure.of(ranking.subList(0, Math.min(k, ranking.size())), user.getValue());
    }
    return sum / truth(files).size();
  }

  private static double ndcg(List<String> ranking, Set<String> truth) {
    double gain = 0;
    double ideal = 0;
    for (int i = 0; i < 5 || i < ranking.size(); i++) {
      double discount = 1 / (Math.log(i + 2) / Math.log(2));
      gain += i < ranking.size() && truth.contains(ranking.get(i)) ? discount : 0;
      ideal += i < truth.size() ? discount : 0;
    }
    return gain / ideal;
  }

  private static double recall(List<String> ranking, Set<String> truth) {
    return (double) truth.stream().filter(ranking::contains).count() / truth.size();
  }

  private static Map<String, List<String>> rankings(EvaluationFiles files) throws IOException {
    Map<String, List<String>> rankings = new HashMap<>();
    for (String line : Files.readAllLines(Objects.requireNonNull(files.rankings()))) {
      String[] fields = line.split("\t", -1);
      List<String> items = rankings.computeIfAbsent(fields[0], user -> new ArrayList<>());
      items.add(fields[2]);
      assertThat(fields[1]).isEqualTo("" + items.size());
    }
    return rankings;
  }

  private static Map<String, Set<String>> truth(EvaluationFiles files) throws IOException {
    Map<String, Set<String>> truth = new HashMap<>();
    for (String line : Files.readAllLines(Objects.requireNonNull(files.truth()))) {
      String[] fields = line.split("\t", -1);
      truth.computeIfAbsent(fields[0], user -> new HashSet<>()).add(fields[1]);
    }
    return truth;
  }

  private static Set<String> pairs(Path file, int itemField) throws IOException {
    Set<String> pairs = new HashSet<>();
    for (String line : Files.readAllLines(file)) {
      String[] fields = line.split("\t", -1);
      pairs.add(fields[0] + " " + fields[itemField]);
    }
    return pairs;
  }

  private static Set<String> rankedUsers(Path file) throws IOException {
    Set<String> users = new HashSet<>();
    for (String line : Files.readAllLines(file)) {
      users.add(line.split("\t", -1)[0]);
    }
    return users;
  }
}
