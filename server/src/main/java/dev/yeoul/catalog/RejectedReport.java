package dev.yeoul.catalog;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The list of rejected records, as CSV. It is begun before the import, which must not fail for it
 * when the work is done, and stays only where there is something to list.
 */
final class RejectedReport implements AutoCloseable {
  private final @Nullable Path path;
  private final @Nullable CsvWriter out;
  private boolean empty = true;

  private RejectedReport(@Nullable Path path, @Nullable CsvWriter out) {
    this.path = path;
    this.out = out;
  }

  /**
   * A report in place of an older one; null for none.
   *
   * @throws ImportException when it can't be written
   */
  static RejectedReport to(@Nullable Path path) {
    return new RejectedReport(path, path == null ? null : begin(path));
  }

  void add(CatalogFile.Row row, String reason) {
    if (out != null) {
      empty = false;
      out.writeRecord(
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
        if (empty && path != null && Files.isRegularFile(path)) { // and not /dev/null
          Files.delete(path);
        }
      } catch (IOException e) {
        throw refused(path, e);
      }
    }
  }
}
