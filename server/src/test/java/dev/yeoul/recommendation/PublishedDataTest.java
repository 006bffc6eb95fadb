package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On public data that is not in the repository; skipped where ../shared/data has none. */
class PublishedDataTest {
  private static final Path SHARED = Path.of("../../shared/data");

  @TempDir private Path folder;

  @Test
  void gowalla_has_the_sizes_of_the_literature_and_popular_its_figure() {
    Path gowalla = SHARED.resolve("gowalla");
    assumeTrue(Files.isDirectory(gowalla), "skipped: no ../shared/data/gowalla");
    assertThat(Conversion.lists(gowalla, folder))
        .startsWith("810,128 training rows and 217,242 true items");
    EvaluationReport report = evaluated("popular");
    assertThat(report.users()).isEqualTo(29_858);
    // "Most popular" of the literature's tables on this split: recall@20 about 0.0416
    assertThat(Objects.requireNonNull(report.metrics().get("recall_full@20")).mean())
        .isBetween(0.040, 0.043);
  }

  @Test
  void sequences_leave_everybodys_last_event_out() {
    Path sequences = SHARED.resolve("video-sequences/Video.txt");
    assumeTrue(Files.isReadable(sequences), "skipped: no ../shared/data/video-sequences");
    assertThat(Conversion.sequences(sequences, folder))
        .startsWith("256,206 training rows and 30,901 true items");
    EvaluationReport report = evaluated("itemknn");
    assertThat(report.users()).isEqualTo(30_901);
    assertThat(Objects.requireNonNull(report.metrics().get("ndcg@10")).mean()).isGreaterThan(0.03);
  }

  private EvaluationReport evaluated(String model) {
    EvaluationFiles files =
        new EvaluationFiles(
            folder.resolve("train.tsv"), null, folder.resolve("truth.tsv"), null, null);
    List<EvaluationReport> reports = new ArrayList<>();
    new Evaluation(
            files, new EvaluationSettings(ModelName.of(model), List.of(10, 20), true, 1, 2, false))
        .run(reports::add);
    return reports.getFirst();
  }
}
