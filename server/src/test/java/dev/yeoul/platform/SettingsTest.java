package dev.yeoul.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final Map<String, String> REQUIRED =
      Map.of(
          "MYSQL_HOST", "db.internal",
          "MYSQL_USER", "yeoul",
          "MYSQL_PASSWORD", "s3cret",
          "MYSQL_DATABASE", "yeoul",
          "MONGO_URI", "mongodb://mongo.internal/yeoul",
          "REDIS_HOST", "redis.internal",
          "SECRET_KEY", "kQ8vW2xZ5nB7mC4jH1gF9dS6aP3oI0uY");

  @Test
  void what_is_not_set_has_its_default() {
    Settings settings = read(Map.of());

    assertThat(settings.mysql().port()).isEqualTo(3306);
    assertThat(settings.mysql().connections()).isEqualTo(16);
    assertThat(settings.redis().port()).isEqualTo(6379);
    assertThat(settings.redis().password().value()).isEmpty();
    assertThat(settings.bcryptCost()).isEqualTo(12);
    assertThat(settings.http()).isEqualTo(new Settings.Http("0.0.0.0", 8000, 0));
    assertThat(settings.roles()).isEqualTo(Set.of(Settings.Role.API, Settings.Role.WORKER));
    assertThat(settings.jsonLogs()).isTrue();
    assertThat(settings.limits()).isEqualTo(new Settings.Limits(32, 0, 60, 25, 1));
    assertThat(settings.load()).isEqualTo(new Settings.Load(2000, 16_384, 10, 30, 75));
    assertThat(settings.recommendations().trainingHours()).isEqualTo(24);
  }

  @Test
  void everything_can_be_set() {
    Settings settings =
        read(
            Map.ofEntries(
                Map.entry("MYSQL_PORT", "3307"),
                Map.entry("REDIS_PORT", "6380"),
                Map.entry("REDIS_PASSWORD", "pw"),
                Map.entry("BCRYPT_COST", "10"),
                Map.entry("YEOUL_HOST", "127.0.0.1"),
                Map.entry("YEOUL_PORT", "8080"),
                Map.entry("YEOUL_METRICS_PORT", "9100"),
                Map.entry("YEOUL_ROLE", "worker"),
                Map.entry("YEOUL_LOG", "plain"),
                Map.entry("YEOUL_CACHE_MB", "128"),
                Map.entry("YEOUL_CACHE_MAX_AGE", "60"),
                Map.entry("YEOUL_MYSQL_CONNECTIONS", "32"),
                Map.entry("YEOUL_STORES_WAIT", "5"),
                Map.entry("YEOUL_DRAIN_SECONDS", "9"),
                Map.entry("YEOUL_DRAIN_NOTICE", "2"),
                Map.entry("YEOUL_MAX_CALLS", "500"),
                Map.entry("YEOUL_MAX_CONNECTIONS", "600"),
                Map.entry("YEOUL_HEADER_SECONDS", "3"),
                Map.entry("YEOUL_BODY_SECONDS", "4"),
                Map.entry("YEOUL_IDLE_SECONDS", "5"),
                Map.entry("YEOUL_TRAINING_HOURS", "0")));

    assertThat(settings.mysql().host()).isEqualTo("db.internal");
    assertThat(settings.mysql().port()).isEqualTo(3307);
    assertThat(settings.mysql().user()).isEqualTo("yeoul");
    assertThat(settings.mysql().password()).isEqualTo(new Secret("s3cret"));
    assertThat(settings.mysql().connections()).isEqualTo(32);
    assertThat(settings.redis())
        .isEqualTo(new Settings.RedisServer("redis.internal", 6380, new Secret("pw")));
    assertThat(settings.mongoUri()).isEqualTo(new Secret("mongodb://mongo.internal/yeoul"));
    assertThat(settings.bcryptCost()).isEqualTo(10);
    assertThat(settings.http()).isEqualTo(new Settings.Http("127.0.0.1", 8080, 9100));
    assertThat(settings.roles()).isEqualTo(Set.of(Settings.Role.WORKER));
    assertThat(settings.jsonLogs()).isFalse();
    assertThat(settings.limits()).isEqualTo(new Settings.Limits(128, 60, 5, 9, 2));
    assertThat(settings.load()).isEqualTo(new Settings.Load(500, 600, 3, 4, 5));
    assertThat(settings.recommendations().trainingHours()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MYSQL_HOST",
        "MYSQL_USER",
        "MYSQL_PASSWORD",
        "MYSQL_DATABASE",
        "MONGO_URI",
        "REDIS_HOST",
        "SECRET_KEY"
      })
  void what_must_be_set_is_named_when_it_is_missing(String name) {
    Map<String, String> values = new HashMap<>(REQUIRED);
    values.remove(name);

    assertThatThrownBy(() -> Settings.read(SettingsSource.of(values)))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(name)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource({
    "MYSQL_PORT,0",
    "MYSQL_PORT,abc",
    "REDIS_PORT,65536",
    "BCRYPT_COST,3",
    "BCRYPT_COST,16",
    "YEOUL_ROLE,boss",
    "YEOUL_LOG,xml",
    "YEOUL_CACHE_MB,7",
    "YEOUL_METRICS_PORT,-1",
    "YEOUL_METRICS_PORT,8000",
    "YEOUL_TRAINING_HOURS,-1",
    "MONGO_URI,http://x",
    "MONGO_URI,mongodb://",
    "MONGO_URI,mongodb://yeoul:pa:ss@host/yeoul",
    "MONGO_URI,mongodb+srv://host.invalid:27017/yeoul",
    "SECRET_KEY,short",
    "SECRET_KEY,change-me-change-me-change-me-change-me",
    "SECRET_KEY,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
  })
  void what_is_wrong_is_named(String name, String value) {
    assertThatThrownBy(() -> read(Map.of(name, value)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(name)
        .hasMessageNotContaining("\n");
  }

  @Test
  void a_cache_for_which_the_jvm_has_no_room_says_which_option_gives_it() {
    assertThatThrownBy(() -> read(Map.of("YEOUL_CACHE_MB", "65000")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("YEOUL_CACHE_MB is 65000")
        .hasMessageEndingWith("JAVA_OPTS=-XX:MaxDirectMemorySize=65128m");
  }

  @Test
  void a_password_that_is_not_escaped_is_not_told_on() {
    assertThatThrownBy(() -> read(Map.of("MONGO_URI", "mongodb://yeoul:hu@sh-hu@sh@host/yeoul")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("MONGO_URI")
        .hasMessageNotContaining("sh-hu");
  }

  @Test
  void a_misspelt_setting_stops_the_start_and_the_right_one_is_suggested() {
    assertThatThrownBy(() -> read(Map.of("YEOUL_PROT", "8000")))
        .isInstanceOf(SettingsException.class)
        .hasMessage("YEOUL_PROT is not a setting of Yeoul; did you mean YEOUL_PORT?");
  }

  @Test
  void secrets_do_not_print() {
    assertThat(read(Map.of("REDIS_PASSWORD", "hush-hush")).toString())
        .doesNotContain("hush-hush", "s3cret", REQUIRED.get("SECRET_KEY"))
        .contains("[REDACTED]");
  }

  @Test
  void the_environment_wins_over_the_file(@TempDir Path folder) throws IOException {
    Path file = folder.resolve(".env");
    Files.writeString(
        file,
        """
        # comment
        YEOUL_PORT=8100
        export YEOUL_HOST="127.0.0.1"
        BCRYPT_COST='9'
        """);
    Map<String, String> environment = new HashMap<>(REQUIRED);
    environment.put("YEOUL_PORT", "8200");

    Settings settings = Settings.read(SettingsSource.of(environment, file));

    assertThat(settings.http().port()).isEqualTo(8200);
    assertThat(settings.http().host()).isEqualTo("127.0.0.1");
    assertThat(settings.bcryptCost()).isEqualTo(9);
  }

  @Test
  void a_broken_line_of_the_file_is_named(@TempDir Path folder) throws IOException {
    Path file = folder.resolve(".env");
    Files.writeString(file, "YEOUL_PORT=1\nnonsense\n");

    assertThatThrownBy(() -> SettingsSource.of(REQUIRED, file))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("line 2");
  }

  private static Settings read(Map<String, String> more) {
    return Settings.read(SettingsSource.of(REQUIRED).with(more));
  }
}
