package dev.yeoul.catalog;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.yeoul.platform.TextFiles;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** A catalogue file being read: CSV (RFC 4180) in UTF-8, plain or gzip, with a header. */
final class CatalogFile implements AutoCloseable {
  private final Path path;
  private final CloseableIterator<CsvRecord> records;
  private final Map<String, Integer> columns = new HashMap<>();
  private final List<String> ignored;
  private final int width;
  private long number;

  private CatalogFile(Path path, Reader reader) {
    this.path = path;
    this.records =
        CsvReader.builder()
            // counted here, so that one bad record is not the end
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(reader)
            .iterator();
    List<String> header = header();
    this.width = header.size();
    for (int i = 0; i < width; i++) {
      columns.putIfAbsent(header.get(i).strip(), i);
    }
    requireColumns();
    this.ignored =
        columns.keySet().stream()
            .filter(column -> !TitleMapping.COLUMNS.contains(column))
            .sorted()
            .toList();
  }

  /** Opens a file and reads its header; the progress follows the bytes read. */
  static CatalogFile open(Path path, ImportProgress progress) {
    try {
      progress.begin(Files.size(path), "KB", 1024);
      return new CatalogFile(path, TextFiles.decoded(progress.follow(Files.newInputStream(path))));
    } catch (NoSuchFileException e) {
      throw new ImportException("There is no file " + path, e);
    } catch (IOException e) {
      throw new ImportException(path + " can't be read: " + e.getMessage(), e);
    }
  }

  private List<String> header() {
    CsvRecord header = advance();
    if (header == null) {
      throw new ImportException(path + " is empty");
    }
    return header.getFields();
  }

  private void requireColumns() {
    List<String> missing =
        TitleMapping.COLUMNS.stream().filter(column -> !columns.containsKey(column)).toList();
    if (!missing.isEmpty()) {
      throw new ImportException(
          "%s has no column %s; its header is %s"
              .formatted(path, String.join(", ", missing), columns.keySet()));
    }
  }

  /** Columns that mean nothing to the import. */
  List<String> ignoredColumns() {
    return ignored;
  }

  /** The next record; null at the end. */
  @Nullable Row next() {
    CsvRecord record = advance();
    return record == null ? null : new Row(++number, record);
  }

  private @Nullable CsvRecord advance() {
    try {
      return records.hasNext() ? records.next() : null;
    } catch (CsvParseException | UncheckedIOException e) {
      throw new ImportException(
          "%s can't be read behind record %,d: %s".formatted(path, number, reason(e)), e);
    }
  }

  private static String reason(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case CharacterCodingException e -> {
          return "it is not UTF-8";
        }
        case EOFException e -> {
          return "the gzip data ends too early";
        }
        case ZipException e -> {
          return "the gzip data is damaged";
        }
        default -> {}
      }
    }
    return String.valueOf(thrown.getMessage());
  }

  @Override
  public void close() {
    try {
      records.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A record: the first one behind the header is number 1. */
  final class Row {
    private final long number;
    private final CsvRecord record;

    private Row(long number, CsvRecord record) {
      this.number = number;
      this.record = record;
    }

    long number() {
      return number;
    }

    /** The line on which it begins; a record may have several. */
    long line() {
      return record.getStartingLineNumber();
    }

    ImportedTitle title() throws RejectedRecordException {
      if (record.getFieldCount() != width) {
        throw new RejectedRecordException(
            "has %,d fields where the header has %,d".formatted(record.getFieldCount(), width));
      }
      return TitleMapping.map(this::field);
    }

    /** The text of a column, empty where the record is too short for it. */
    String field(String column) {
      int index = columns.getOrDefault(column, Integer.MAX_VALUE);
      return index < record.getFieldCount() ? record.getField(index) : "";
    }
  }
}
