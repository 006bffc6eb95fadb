package dev.yeoul.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.platform.ProblemType;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/api.md lists the problem codes that the code has, with their statuses, and no others. */
class DocumentedProblemsTest {
  @Test
  void everyCodeIsListedWithItsStatus() throws Exception {
    Map<String, String> documented = new TreeMap<>();
    Repository.tableRows("docs/api.md")
        .filter(row -> row.size() == 3 && row.get(1).matches("[45][0-9]{2}"))
        .forEach(row -> documented.put(row.get(0), row.get(1)));
    Map<String, String> actual = new TreeMap<>();
    problems().forEach(p -> actual.put(p.code(), Integer.toString(p.status())));
    assertThat(actual).isNotEmpty();
    assertThat(documented).containsExactlyEntriesOf(actual);
  }

  @Test
  void aCodeHasOneMeaning() throws Exception {
    assertThat(problems())
        .extracting(ProblemType::code)
        .doesNotHaveDuplicates()
        .allMatch(code -> code.matches("[a-z][a-z_]*"));
  }

  /** The constants of every enum of the program that names problems. */
  private static List<ProblemType> problems() throws IOException, URISyntaxException {
    Path classes =
        Path.of(ProblemType.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .map(file -> classes.relativize(file).toString())
          .filter(name -> name.endsWith("Problem.class"))
          .map(name -> name.replaceFirst("\\.class$", "").replace('/', '.'))
          .map(DocumentedProblemsTest::load)
          .filter(type -> type.isEnum() && ProblemType.class.isAssignableFrom(type))
          .flatMap(type -> Stream.of(type.getEnumConstants()))
          .map(ProblemType.class::cast)
          .toList();
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
