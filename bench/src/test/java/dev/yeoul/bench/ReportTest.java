package dev.yeoul.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yeoul.bench.Bars.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Row TITLE =
      new Row(
          "title",
          "GET a title",
          "nginx",
          true,
          List.of(new Bar("ratio", Unit.RATIO, 0.95, null, 1.1)));
  private static final Row FAULTS =
      new Row(
          "faults",
          "kill",
          "",
          false,
          List.of(new Bar("recovery", Unit.SECONDS, null, 10.0, null)));
  private static final Round ROUND =
      new Round("yeoul", 1, 1000, 2, 4, 12.5, Map.of("bytes_per_answer", 600.0));
  private static final RunReport RUN = run();

  @Test
  void theTerminalHasARowForEachMeasureAndSaysWhyOneDidNotRun() {
    assertThat(new TextReport(RUN).terminal())
        .containsPattern("title +ratio +>= 0.95 +1.10 +1.123 +1.00 to 1.20 +met, and the aim\n")
        .containsPattern("faults +recovery +<= 10 s +NOT RUN\n")
        .contains("faults: NOT RUN, no tmpfs");
  }

  @Test
  void theMarkdownHasTheSameTableAndEachSidesFigures() {
    assertThat(new TextReport(RUN).markdown())
        .contains("`./yeoul bench`", "on 2026-11-24")
        .contains("| title | ratio | >= 0.95 | 1.10 | 1.123 | 1.00 to 1.20 | met, and the aim |")
        .contains("- yeoul: 250 requests/s, 12.5 CPU microseconds a request, 2 errors in 1 rounds")
        .contains("- a note", "- cores: 2", "- Redis: appendfsync no");
  }

  @Test
  void theJsonHasEachRoundsRawCountsAndTheStoresSettings() throws Exception {
    JsonNode json = new ObjectMapper().readTree(JsonReport.of(RUN));
    assertThat(json.at("/stores/Redis/appendfsync").asText()).isEqualTo("no");
    assertThat(json.at("/control/steady").asBoolean()).isTrue();
    JsonNode round = json.at("/cases/0/rounds/0");
    assertThat(round.get("requests").asLong()).isEqualTo(1000);
    assertThat(round.get("errors").asLong()).isEqualTo(2);
    assertThat(round.get("cpu_us_per_request").asDouble()).isEqualTo(12.5);
    assertThat(round.get("bytes_per_answer").asDouble()).isEqualTo(600);
    assertThat(json.at("/cases/1/verdict").asText()).isEqualTo("NOT RUN");
  }

  private static RunReport run() {
    CaseReport report =
        new CaseReport(
            "title",
            List.of(new Finding("ratio", 1.123, 1.0, 1.2)),
            List.of(ROUND),
            List.of("a note"));
    Control control = new Control(List.of(Finding.of("control", 1.01)), 0.05, List.of(), "");
    return new RunReport(
        "./yeoul bench",
        Instant.parse("2026-11-24T12:00:00Z"),
        Duration.ofMinutes(40),
        Map.of("cores", "2"),
        Map.of("Redis", Map.of("appendfsync", "no")),
        control,
        List.of(Verdict.of(TITLE, report, control), Verdict.notRun(FAULTS, true, "no tmpfs")));
  }
}
