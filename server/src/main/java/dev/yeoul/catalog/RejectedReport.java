package dev.yeoul.catalog;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The list of rejected records, as CSV. There is a file only where there is something to list. */
final class RejectedReport implements AutoCloseable {
  private final @Nullable Path path;
  private @Nullable CsvWriter out;

  private RejectedReport(@Nullable Path path) {
    this.path = path;
  }

  /** A report in place of an older one; null for none. */
  static RejectedReport to(@Nullable Path path) {
    if (path != null) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        throw refused(path, e);
      }
    }
    return new RejectedReport(path);
  }

  void add(CatalogFile.Row row, String reason) {
    if (path != null) {
      CsvWriter writer = out == null ? begin(path) : out;
      out = writer;
      writer.writeRecord(
          Long.toString(row.number()), Long.toString(row.line()), row.field("show_id"), reason);
    }
  }

  private static CsvWriter begin(Path path) {
    try {
      Path folder = path.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      return CsvWriter.builder().build(path).writeRecord("record", "line", "show_id", "reason");
    } catch (IOException e) {
      throw refused(path, e);
    }
  }

  private static ImportException refused(@Nullable Path path, IOException cause) {
    return new ImportException(
        "The report " + path + " can't be written: " + cause.getMessage(), cause);
  }

  @Override
  public void close() {
    if (out != null) {
      try {
        out.close();
      } catch (IOException e) {
        throw refused(path, e);
      }
    }
  }
}
