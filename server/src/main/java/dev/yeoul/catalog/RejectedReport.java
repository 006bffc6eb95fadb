package dev.yeoul.catalog;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The list of rejected records, as CSV. */
final class RejectedReport implements AutoCloseable {
  private final @Nullable CsvWriter out;

  private RejectedReport(@Nullable CsvWriter out) {
    this.out = out;
  }

  /** Begins a report, over an older one; null for none. */
  static RejectedReport to(@Nullable Path path) {
    if (path == null) {
      return new RejectedReport(null);
    }
    try {
      Path folder = path.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      CsvWriter out = CsvWriter.builder().build(path);
      out.writeRecord("record", "line", "show_id", "reason");
      return new RejectedReport(out);
    } catch (IOException e) {
      throw new ImportException("The report " + path + " can't be written: " + e.getMessage(), e);
    }
  }

  void add(CatalogFile.Row row, String reason) {
    if (out != null) {
      out.writeRecord(
          Long.toString(row.number()), Long.toString(row.line()), row.field("show_id"), reason);
    }
  }

  @Override
  public void close() {
    if (out != null) {
      try {
        out.close();
      } catch (IOException e) {
        throw new ImportException("The report can't be written: " + e.getMessage(), e);
      }
    }
  }
}
