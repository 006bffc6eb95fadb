package dev.yeoul.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
  private static final Set<String> OTHERS = Set.of("histogram_quantile");

  @Test
  void everyMetricOfTheDashboardExists() {
    given().get("/health/live").then().statusCode(200);
    // its time is known from the first collection on
    System.gc();
    await().until(() -> names().contains("jvm_gc_pause_seconds_sum"));
    Set<String> existing = names();
    List<String> expressions =
        Repository.json("ops/grafana/dashboards/yeoul.json").findValuesAsText("expr");
    assertThat(expressions).hasSizeGreaterThan(10);
    assertThat(expressions)
        .flatExtracting(expression -> METRIC.matcher(expression).results().toList())
        .extracting(MatchResult::group)
        .filteredOn(name -> !OTHERS.contains(name))
        .isNotEmpty()
        .isSubsetOf(existing);
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
