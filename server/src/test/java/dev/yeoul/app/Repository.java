package dev.yeoul.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** The repository's files beside the code; tests run in the module's folder. */
final class Repository {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final ObjectMapper JSON = new ObjectMapper();

  private Repository() {}

  static String text(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String file) {
    try {
      return JSON.readTree(text(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With anchors and merge keys resolved. */
  static JsonNode yaml(String file) {
    return JSON.valueToTree(new Yaml().<Object>load(text(file)));
  }

  /** The cells of every table row whose first cell is one piece of code, without the back ticks. */
  static Stream<List<String>> tableRows(String file) {
    return text(file)
        .lines()
        .filter(line -> line.matches("\\| `[^`]+` \\|.*"))
        .map(line -> line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
        .map(cells -> Stream.of(cells).map(cell -> cell.strip().replace("`", "")).toList());
  }
}
