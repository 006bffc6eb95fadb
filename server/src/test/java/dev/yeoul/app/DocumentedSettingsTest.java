package dev.yeoul.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.platform.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written about settings is what the program reads. */
class DocumentedSettingsTest {
  private static final Set<String> KNOWN =
      Arrays.stream(Setting.values()).map(Setting::name).collect(Collectors.toSet());

  private static final Pattern NAME =
      Pattern.compile("\\b(?:MYSQL|MONGO|REDIS|YEOUL|SECRET|BCRYPT)_[A-Z_]+\\b");

  /** Names that docker compose alone reads. */
  private static final Set<String> OF_COMPOSE = Set.of("MONGO_PASSWORD");

  @Test
  void configurationListsEverySettingWithItsDefaultAndMeaning() {
    List<String> documented =
        Repository.tableRows("docs/configuration.md").map(row -> String.join(" | ", row)).toList();
    List<String> actual =
        Arrays.stream(Setting.values())
            .map(s -> String.join(" | ", s.name(), shown(s.fallback()), s.meaning()))
            .toList();
    assertThat(documented).containsExactlyElementsOf(actual);
  }

  private static String shown(@Nullable String fallback) {
    if (fallback == null) {
      return "required";
    }
    return fallback.isEmpty() ? "empty" : fallback;
  }

  @Test
  void theExampleHasEverySettingAndTheDefaultsThatTheProgramHas() {
    List<String[]> lines =
        Repository.text(".env.example")
            .lines()
            .filter(line -> line.matches("#?[A-Z_]+=.*"))
            .map(line -> line.replaceFirst("^#", "").split("=", 2))
            .toList();
    assertThat(lines)
        .filteredOn(line -> KNOWN.contains(line[0]))
        .extracting(line -> line[0])
        .containsExactlyInAnyOrderElementsOf(KNOWN);
    Repository.text(".env.example")
        .lines()
        .filter(line -> line.matches("#[A-Z_]+=.*"))
        .map(line -> line.substring(1).split("=", 2))
        .forEach(
            line -> assertThat(Setting.valueOf(line[0]).fallback()).as(line[0]).isEqualTo(line[1]));
  }

  @Test
  void theExampleHoldsNoSecret() {
    assertThat(Repository.text(".env.example").lines())
        .filteredOn(line -> line.matches(".*(PASSWORD|SECRET_KEY)=.*"))
        .allMatch(line -> line.endsWith("="));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "README.ko.md",
        "SECURITY.md",
        "docs/api.md",
        "docs/configuration.md",
        "docs/operations.md",
        "docs/adr/0003-response-cache.md",
        "docker-compose.yml",
        "Dockerfile"
      })
  void noPageNamesASettingThatIsNone(String file) {
    Matcher names = NAME.matcher(Repository.text(file));
    assertThat(names.results().map(match -> match.group()).distinct())
        .filteredOn(name -> !OF_COMPOSE.contains(name))
        .filteredOn(name -> !name.startsWith("MONGO_INITDB_") && !name.equals("MYSQL_PWD"))
        .filteredOn(name -> !name.equals("MYSQL_RANDOM_ROOT_PASSWORD"))
        .isSubsetOf(KNOWN);
  }
}
