package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.recommendation.ModelStore.Current;
import dev.yeoul.recommendation.ModelStore.State;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingScheduleTest {
  private static final Instant T = Instant.parse("2026-11-24T12:00:00Z");
  private static final Duration DAY = Duration.ofHours(24);
  private static final Current SERVING = new Current("v", T, "training");

  private static TrainingOutcome ended(Instant at, Verdict verdict) {
    return new TrainingOutcome(at, verdict, "", Map.of());
  }

  @Test
  void at_once_where_nothing_was_ever_trained() {
    assertThat(TrainingSchedule.due(DAY, null, new State(null, null))).isEqualTo(Instant.MIN);
  }

  @Test
  void an_interval_after_the_newest_version() {
    State published = new State(SERVING, ended(T, Verdict.PUBLISHED));
    assertThat(TrainingSchedule.due(DAY, T, published)).isEqualTo(T.plus(DAY));
    assertThat(TrainingSchedule.due(DAY, T, new State(SERVING, null))).isEqualTo(T.plus(DAY));
  }

  @Test
  void an_interval_after_one_that_was_refused() {
    Instant later = T.plus(DAY);
    State refused = new State(SERVING, ended(later, Verdict.REFUSED));
    assertThat(TrainingSchedule.due(DAY, T, refused)).isEqualTo(later.plus(DAY));
  }

  @Test
  void within_the_hour_while_nothing_serves() {
    State none = new State(null, ended(T, Verdict.NOT_JUDGED));
    assertThat(TrainingSchedule.due(DAY, null, none)).isEqualTo(T.plus(Duration.ofHours(1)));
  }

  @Test
  void the_child_has_the_launchers_options() throws IOException {
    List<String> command = TrainerProcess.command(List.of("-jar", "yeoul.jar"));
    assertThat(command)
        .contains("--add-modules=jdk.incubator.vector", "-jar", "yeoul.jar")
        .endsWith("recommend", "train", "--parent", "" + ProcessHandle.current().pid())
        .noneMatch(word -> word.startsWith("#") || word.isBlank());
  }
}
