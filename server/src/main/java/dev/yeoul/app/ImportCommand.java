package dev.yeoul.app;

import dev.yeoul.catalog.CatalogImport;
import dev.yeoul.catalog.ImportOptions;
import dev.yeoul.catalog.ImportProgress;
import dev.yeoul.catalog.ImportSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fills the catalogue. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Import titles from a CSV file (plain or gzip), or generate some for load tests.",
      "A second run changes nothing; rows that an editor changed are kept."
    })
final class ImportCommand implements Callable<Integer> {
  @ArgGroup(multiplicity = "1")
  private Source source = new Source();

  @Option(
      names = "--demo-episodes",
      description = "Make episodes, marked as generated, for shows that have none.")
  private boolean demoEpisodes;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Where rejected records go; default: beside the imported file.")
  private @Nullable Path report;

  /** One of the two. */
  static final class Source {
    @Parameters(paramLabel = "FILE", description = "CSV with a header line, also gzip.")
    private @Nullable Path file;

    @Option(names = "--generate", paramLabel = "N", description = "Generate N titles instead.")
    private @Nullable Long generate;
  }

  @Override
  public Integer call() {
    refuseReportOverInput();
    try (Stores stores = Stores.open(Launch.source());
        ImportProgress progress = ImportProgress.onStandardError()) {
      stores.mysql().migrate();
      CatalogImport catalog =
          new CatalogImport(stores.mysql().jdbi(), stores.changes(), Clock.systemUTC());
      Path file = source.file;
      Path rejected = report == null && file != null ? Path.of(file + ".rejected.csv") : report;
      ImportOptions options = new ImportOptions(demoEpisodes, rejected);
      ImportSummary summary =
          file == null
              ? generated(catalog, options, progress)
              : catalog.run(file, options, progress);
      progress.end();
      System.out.println(summary.text());
      if (summary.rejected() > 0) {
        System.out.println("rejected records: " + rejected);
      }
      return 0;
    }
  }

  private void refuseReportOverInput() {
    Path file = source.file;
    try {
      if (file != null
          && report != null
          && Files.exists(report)
          && Files.exists(file)
          && Files.isSameFile(file, report)) {
        throw new StartFailure("--report would overwrite the file to import: name another one");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ImportSummary generated(
      CatalogImport catalog, ImportOptions options, ImportProgress progress) {
    Long titles = source.generate;
    if (titles == null || titles < 1) {
      throw new StartFailure("--generate needs a number of titles, at least 1");
    }
    return catalog.generate(titles, options, progress);
  }
}
