package dev.yeoul.recommendation;

import dev.yeoul.platform.TextFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A tab-separated file, plain or gzip, read a line at a time. */
final class RowFile {
  private final Path path;

  RowFile(Path path) {
    this.path = path;
  }

  /**
   * Reads <code>user, item, time [, weight]</code> lines.
   *
   * @throws RecommendationException naming the line that can't be read
   */
  void interactions(Consumer<Row> rows) {
    lines(line -> rows.accept(interaction(line)));
  }

  /** Reads <code>user, item</code> lines; what follows the item is not looked at. */
  void pairs(Consumer<Row> rows) {
    lines(line -> {
      String[] fields = fields(line, 2, Integer.MAX_VALUE);
      rows.accept(new Row(fields[0], fields[1], 0, 1));
    });
  }

  /** Takes lines; what it refuses with IllegalArgumentException is an error with its number. */
  void lines(Consumer<String> consumer) {
    long number = 0;
    try (BufferedReader reader = open()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        consumer.accept(line);
      }
    } catch (IllegalArgumentException e) {
      throw new RecommendationException(path + ", line " + number + ": " + e.getMessage(), e);
    } catch (CharacterCodingException e) {
      throw new RecommendationException(path + ", line " + (number + 1) + ": not UTF-8", e);
    } catch (IOException e) {
      throw new RecommendationException(
          path + ": can't be read after line " + number + ": " + e.getMessage(), e);
    }
  }

  private BufferedReader open() throws IOException {
    if (!Files.isReadable(path) || Files.isDirectory(path)) {
      throw new RecommendationException(path + ": no such file, or it may not be read");
    }
    return new BufferedReader(TextFiles.decoded(Files.newInputStream(path)), 1 << 16);
  }

  private static Row interaction(String line) {
    String[] fields = fields(line, 3, 4);
    double time = number(fields[2], "time");
    float weight = 1;
    if (fields.length == 4) {
      weight = (float) number(fields[3], "weight");
      if (!(weight > 0) || Float.isInfinite(weight)) {
        throw new IllegalArgumentException(
            "the weight is '" + fields[3] + "', but must be above 0");
      }
    }
    return new Row(fields[0], fields[1], time, weight);
  }

  private static double number(String text, String what) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IllegalArgumentException("the " + what + " is '" + text + "', but must be a number");
  }

  private static String[] fields(String line, int least, int most) {
    String[] fields = line.split("\t", -1);
    if (fields.length < least || fields.length > most) {
      throw new IllegalArgumentException(
          "has " + fields.length + " tab-separated fields, but needs " + wanted(least, most));
    }
    if (fields[0].isEmpty() || fields[1].isEmpty()) {
      throw new IllegalArgumentException("the user or the item is empty");
    }
    return fields;
  }

  private static String wanted(int least, int most) {
    return most == Integer.MAX_VALUE ? "at least " + least : least + " to " + most;
  }
}
