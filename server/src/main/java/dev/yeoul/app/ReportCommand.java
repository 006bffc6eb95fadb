package dev.yeoul.app;

import com.mongodb.client.MongoClient;
import dev.yeoul.analytics.ExposureLog;
import dev.yeoul.platform.Settings;
import dev.yeoul.recommendation.ComparisonReport;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares the buckets of an experiment. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Compare what viewers of the buckets a and b did with what they were recommended:",
      "clicks, and clicks or plays within 24 hours, an impression, with 95 % intervals."
    })
final class ReportCommand implements Callable<Integer> {
  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "7",
      description = "How far back from now, 1 to 3650; default 7.")
  private int days;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there too.")
  private @Nullable Path json;

  @Override
  public Integer call() {
    if (days < 1 || days > 3650) {
      throw new StartFailure("--days needs a number from 1 to 3650");
    }
    Settings settings = Settings.read(Launch.source());
    try (MongoClient mongo = Wiring.mongoClientForTools(settings)) {
      ComparisonReport report =
          ComparisonReport.of(
              new ExposureLog(Wiring.mongoDatabase(settings, mongo)), Clock.systemUTC(), days);
      System.out.println(report.text());
      if (json != null) {
        report.write(json);
      }
      return 0;
    }
  }
}
