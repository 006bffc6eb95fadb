package dev.yeoul.recommendation;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/** The repository's catalogue; a title's id is the number in its show_id. */
final class RealTitles {
  private static final Path FILE = Path.of("../data/netflix_titles.csv.gz");

  private RealTitles() {}

  static List<TitleText> read() {
    return read(RealTitles::title);
  }

  static Set<String> countries() {
    Set<String> countries = new TreeSet<>();
    read(title -> list(title.getField("country"))).forEach(countries::addAll);
    return countries;
  }

  private static <T> List<T> read(Function<NamedCsvRecord, T> title) {
    try (var reader =
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(FILE)), StandardCharsets.UTF_8);
        CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(reader)) {
      return csv.stream().map(title).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TitleText title(NamedCsvRecord record) {
    return new TitleText(
        Long.parseLong(record.getField("show_id").substring(1)),
        record.getField("title"),
        list(record.getField("listed_in")),
        list(record.getField("cast")),
        list(record.getField("director")),
        record.getField("description"));
  }

  private static List<String> list(String field) {
    return Arrays.stream(field.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
