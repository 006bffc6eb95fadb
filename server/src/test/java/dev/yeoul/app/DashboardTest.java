package dev.yeoul.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yeoul.playback.ApiViewer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The dashboard shows metrics that the service has, and the service measures its answers. */
@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class DashboardTest {
  private static final Pattern METRIC = Pattern.compile("\\b[a-z]+(_[a-z]+)+\\b");

  /** Words of PromQL and labels that look like metrics. */
  private static final Set<String> OTHERS = Set.of("histogram_quantile", "group_left");

  /** One label with one value, of a metric of the service. */
  private static final Pattern SELECTION =
      Pattern.compile("\\b([a-z]+(?:_[a-z]+)+)\\{([a-z]+=\"[^\"]*\")}");

  private static final String LABELS = "\\{[^}]*}|\\[[^]]*]";

  @Test
  void everyMetricOfTheDashboardAndOfTheAlertsExists() {
    // what measures a page is there from the first one on
    ApiViewer.subscribed().call().get("/api/recommendations").then().statusCode(200);
    // its time is known from the first collection on
    System.gc();
    await().until(() -> names().contains("jvm_gc_pause_seconds_sum"));
    Set<String> existing = names();
    for (JsonNode file :
        List.of(
            Repository.json("ops/grafana/dashboards/yeoul.json"),
            Repository.yaml("ops/prometheus/alerts.yml"))) {
      List<String> expressions = file.findValuesAsText("expr");
      assertThat(expressions).hasSizeGreaterThan(4);
      assertThat(expressions)
          .allSatisfy(expression ->
              assertThat(METRIC.matcher(expression.replaceAll(LABELS, "")).results())
                  .extracting(MatchResult::group)
                  .filteredOn(name -> !OTHERS.contains(name))
                  .isSubsetOf(existing));
      assertThat(expressions)
          .flatExtracting(expression -> SELECTION.matcher(expression).results().toList())
          .isNotEmpty()
          .allSatisfy(selection ->
              assertThat(metrics().lines())
                  .as(selection.group())
                  .anyMatch(line ->
                      line.startsWith(selection.group(1) + "{")
                          && line.contains(selection.group(2))));
    }
  }

  @Test
  void everyAlertIsExplained() {
    String operations = Repository.text("docs/operations.md");
    assertThat(Repository.yaml("ops/prometheus/alerts.yml").findValues("rules"))
        .isNotEmpty()
        .allSatisfy(rules ->
            assertThat(rules)
                .isNotEmpty()
                .allSatisfy(rule -> {
                  assertThat(operations).contains("`" + rule.path("alert").asText("?") + "`");
                  assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
                  assertThat(rule.at("/labels/severity").asText()).isEqualTo("warning");
                }));
    assertThat(Repository.yaml("ops/prometheus/prometheus.yml").at("/rule_files/0").asText())
        .isEqualTo("alerts.yml");
    assertThat(Repository.text("docker-compose.yml"))
        .contains("./ops/prometheus/alerts.yml:/etc/prometheus/alerts.yml:ro");
  }

  @Test
  void countsAnswersByStatus() {
    double before = count(404);
    given().get("/api/nothing/here").then().statusCode(404);
    // counted once the answer is on its way
    await().untilAsserted(() -> assertThat(count(404)).isGreaterThanOrEqualTo(before + 1));
  }

  private static double count(int status) {
    return metrics()
        .lines()
        .filter(line -> line.startsWith("yeoul_http_requests_seconds_count{"))
        .filter(line -> line.contains("status=\"" + status + "\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static Set<String> names() {
    return metrics()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("[{ ]", 2)[0])
        .collect(Collectors.toSet());
  }

  private static String metrics() {
    return given().get("/metrics").then().statusCode(200).extract().asString();
  }
}
