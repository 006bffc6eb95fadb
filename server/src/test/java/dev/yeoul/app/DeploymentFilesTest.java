package dev.yeoul.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yeoul.platform.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What can be known about the container files without a container engine. */
class DeploymentFilesTest {
  private static final JsonNode COMPOSE = Repository.yaml("docker-compose.yml");
  private static final Map<String, JsonNode> SERVICES =
      COMPOSE.get("services").properties().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  private static final Set<String> STORES = Set.of("mysql", "redis", "mongodb");
  private static final Pattern VERSION = Pattern.compile(".+:v?\\d+\\.\\d+(\\.\\d+)?[a-z0-9.-]*");
  private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Z_]+)([^}]*)}");

  private static JsonNode service(String name) {
    return COMPOSE.get("services").get(name);
  }

  @Test
  void hasTheServiceTheStoresAndTheMonitoring() {
    assertThat(SERVICES.keySet())
        .containsExactlyInAnyOrder("yeoul", "mysql", "redis", "mongodb", "prometheus", "grafana");
  }

  @Test
  void publishesNoDatabasePort() {
    assertThat(STORES).allSatisfy(store -> assertThat(service(store).has("ports")).isFalse());
    assertThat(COMPOSE.at("/networks/stores/internal").asBoolean()).isTrue();
    assertThat(STORES)
        .allSatisfy(store ->
            assertThat(service(store).get("networks").toString()).isEqualTo("[\"stores\"]"));
  }

  @Test
  void publishesTheServiceToAllAndGrafanaToThisMachineAlone() {
    assertThat(service("yeoul").get("ports").toString())
        .isEqualTo("[\"${YEOUL_PORT:-8000}:8000\"]");
    assertThat(service("grafana").get("ports").toString()).isEqualTo("[\"127.0.0.1:3000:3000\"]");
    assertThat(service("prometheus").has("ports")).isFalse();
  }

  @Test
  void everyServiceIsWatchedAndTheStoresAreWaitedFor() {
    assertThat(SERVICES)
        .allSatisfy((name, service) -> {
          boolean watched =
              service.has("healthcheck")
                  || (service.has("build")
                      && Repository.text("Dockerfile").contains("\nHEALTHCHECK "));
          assertThat(watched).as(name).isTrue();
          assertThat(service.get("restart").asText()).as(name).isEqualTo("unless-stopped");
        });
    assertThat(STORES)
        .allSatisfy(store ->
            assertThat(service("yeoul").at("/depends_on/" + store + "/condition").asText())
                .isEqualTo("service_healthy"));
  }

  @Test
  void everyImageIsPinned() {
    assertThat(SERVICES)
        .allSatisfy((name, service) -> assertThat(service.get("image").asText()).matches(VERSION));
    assertThat(service("mysql").get("image").asText()).startsWith("mysql:8.0.");
    assertThat(service("redis").get("image").asText()).startsWith("redis:6.2.");
    assertThat(service("mongodb").get("image").asText()).startsWith("mongo:6.");
    assertThat(Repository.text("Dockerfile").lines().filter(line -> line.startsWith("FROM ")))
        .allMatch(line -> line.matches("FROM \\S+:\\S*25-\\S+( AS build)?"));
  }

  @Test
  void everyNamedVolumeIsDeclaredAndEveryStoreHasOne() {
    assertThat(STORES).allSatisfy(store -> assertThat(service(store).get("volumes")).isNotEmpty());
    List<String> used =
        SERVICES.values().stream()
            .filter(service -> service.has("volumes"))
            .flatMap(service -> service.get("volumes").valueStream())
            .map(volume -> volume.asText().split(":", 2)[0])
            .toList();
    assertThat(used)
        .filteredOn(source -> !source.startsWith("./"))
        .containsExactlyInAnyOrderElementsOf(
            COMPOSE.get("volumes").propertyStream().map(Map.Entry::getKey).toList());
    assertThat(used)
        .filteredOn(source -> source.startsWith("./"))
        .allSatisfy(source -> assertThat(Repository.ROOT.resolve(source)).exists());
  }

  @Test
  void givesTheServiceEverySettingUnderItsNameAndTheJvmsOptions() {
    JsonNode environment = service("yeoul").get("environment");
    List<String> wanted = Arrays.stream(Setting.values()).map(Setting::name).toList();
    assertThat(environment.propertyStream().map(Map.Entry::getKey))
        .filteredOn(name -> !name.equals("JAVA_OPTS"))
        .containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(environment.has("JAVA_OPTS")).isTrue();
    // A bare key is passed on where it is set and left out where it is not; "" would be a value.
    assertThat(environment.propertyStream().filter(setting -> setting.getValue().isNull()))
        .hasSizeGreaterThanOrEqualTo(9);
  }

  @Test
  void thePublishedPortIsWhereTheServiceListens() {
    assertThat(service("yeoul").at("/environment/YEOUL_PORT").asText()).isEqualTo("8000");
    assertThat(service("yeoul").at("/environment/YEOUL_HOST").asText()).isEqualTo("0.0.0.0");
  }

  @Test
  void aSecretComesFromTheEnvironmentAndHasNoDefault() {
    List<MatchResult> variables =
        VARIABLE.matcher(Repository.text("docker-compose.yml")).results().toList();
    assertThat(variables)
        .filteredOn(variable -> variable.group(1).matches(".*(PASSWORD|KEY)"))
        .hasSizeGreaterThanOrEqualTo(5)
        .allMatch(variable -> variable.group(2).startsWith(":?"));
    assertThat(Repository.text("docker-compose.yml").lines())
        .filteredOn(line -> line.matches("\\s+\\w*(PASSWORD|SECRET_KEY):.*"))
        .filteredOn(line -> !line.contains("RANDOM_ROOT"))
        .allMatch(line -> line.contains(": ${"));
    List<String> example =
        Repository.text(".env.example")
            .lines()
            .filter(line -> line.contains("="))
            .map(line -> line.replaceFirst("^#", "").split("=", 2)[0])
            .toList();
    assertThat(variables).extracting(variable -> variable.group(1)).isSubsetOf(example);
  }

  @Test
  void redisKeepsWhatItAcknowledged() {
    assertThat(service("redis").get("command").toString())
        .contains("--appendonly yes", "--appendfsync always", "--maxmemory-policy noeviction");
  }

  @Test
  void theContainerOutlivesTheDrain() {
    int grace =
        Integer.parseInt(service("yeoul").get("stop_grace_period").asText().replaceFirst("s$", ""));
    String drain = Setting.YEOUL_DRAIN_SECONDS.fallback();
    assertThat(drain).isNotNull();
    long longest = Integer.parseInt(String.valueOf(drain)) + Lifecycle.WORKER_LEAST.toSeconds();
    assertThat((long) grace).isGreaterThanOrEqualTo(longest + 10);
  }

  @Test
  void theImageRunsAsNobodySpecialAndTellsItsHealth() {
    String last = Repository.text("Dockerfile").replaceAll("(?s).*\\nFROM ", "FROM ");
    assertThat(last)
        .containsPattern("(?m)^USER 10001:10001$")
        .containsPattern("(?m)^HEALTHCHECK ")
        .containsPattern("(?m)^ENTRYPOINT \\[.*exec java ")
        .containsPattern("(?m)^STOPSIGNAL SIGTERM$");
    assertThat(last.indexOf("\nUSER ")).isLessThan(last.indexOf("\nENTRYPOINT "));
  }

  @Test
  void whatTheImageCopiesExistsAndIsNotIgnored() {
    String ignore = Repository.text(".dockerignore");
    Repository.text("Dockerfile")
        .lines()
        .filter(line -> line.startsWith("COPY ") && !line.contains("--from="))
        .flatMap(line -> {
          List<String> words = List.of(line.split(" "));
          return words.subList(1, words.size() - 1).stream();
        })
        .forEach(source -> {
          assertThat(Repository.ROOT.resolve(source)).as(source).exists();
          assertThat(ignore.lines().filter(line -> line.startsWith("!")))
              .as(source)
              .anyMatch(line -> source.startsWith(line.substring(1)));
        });
  }

  @Test
  void prometheusAsksTheMetricsPortAndGrafanaAsksPrometheus() {
    String metrics = service("yeoul").at("/environment/YEOUL_METRICS_PORT").asText();
    JsonNode scraped = Repository.yaml("ops/prometheus/prometheus.yml").at("/scrape_configs/0");
    assertThat(scraped.at("/dns_sd_configs/0/port").asText()).isEqualTo(metrics);
    assertThat(scraped.at("/dns_sd_configs/0/names/0").asText()).isEqualTo("yeoul");
    JsonNode source =
        Repository.yaml("ops/grafana/provisioning/datasources/prometheus.yml").at("/datasources/0");
    assertThat(source.get("url").asText()).isEqualTo("http://prometheus:9090");
    assertThat(Repository.json("ops/grafana/dashboards/yeoul.json").findValuesAsText("uid"))
        .contains(source.get("uid").asText())
        .containsOnly("yeoul", source.get("uid").asText());
  }
}
