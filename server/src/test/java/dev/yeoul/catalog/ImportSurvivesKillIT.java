package dev.yeoul.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yeoul.app.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An import that was killed leaves whole batches, and the next one goes on. */
class ImportSurvivesKillIT {
  private static final Path TITLES =
      Path.of("../data/netflix_titles.csv.gz").toAbsolutePath().normalize();

  @Test
  void theNextImportCompletesWhatAKilledOneBegan() throws Exception {
    try (CatalogDatabase database = CatalogDatabase.create()) {
      Map<String, String> settings = ServerProcess.settings();
      settings.put("MYSQL_DATABASE", database.name());
      Process killed =
          ServerProcess.start(settings, "import", TITLES.toString(), "--demo-episodes");
      await()
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(5))
          .until(() -> database.count("series") > 0);
      killed.destroyForcibly().waitFor();
      long there = database.count("series");
      assertThat(there).as("it was killed in the middle").isBetween(1L, 8_785L);

      String printed = ServerProcess.run(settings, "import", TITLES.toString(), "--demo-episodes");

      assertThat(printed)
          .contains(
              "8,786 records: %,d added, 0 changed, %,d unchanged".formatted(8_786 - there, there));
      assertThat(database.count("series")).isEqualTo(8_786);
      assertThat(database.count("episodes WHERE `generated`")).isEqualTo(36_908);
    }
  }
}
