package dev.yeoul.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages fit together: links lead somewhere, and both languages say the same. */
class DocumentationTest {
  private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)(?:#[^)]*)?\\)");

  @Test
  void everyLinkToAFileLeadsToOne() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      Matcher links = LINK.matcher(Files.readString(page));
      while (links.find()) {
        String target = links.group(1);
        if (!target.contains("://") && !Files.exists(page.resolveSibling(target))) {
          broken.add(page.getFileName() + " -> " + target);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void everyDecisionIsListed() throws IOException {
    String index = Repository.text("docs/adr/README.md");
    try (Stream<Path> files = Files.list(Repository.ROOT.resolve("docs/adr"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.matches("\\d{4}-.*"))
          .hasSizeGreaterThanOrEqualTo(6)
          .allSatisfy(name -> assertThat(index).contains("(" + name + ")"))
          .allSatisfy(
              name -> assertThat(Repository.text("docs/adr/" + name)).contains("**Rejected**"));
    }
  }

  @Test
  void theKoreanReadmeHasTheSameSessionAndCommands() {
    assertThat(session("README.ko.md")).isEqualTo(session("README.md")).isNotEmpty();
    assertThat(commands("README.ko.md")).isEqualTo(commands("README.md")).isNotEmpty();
    assertThat(headings("README.ko.md")).isEqualTo(headings("README.md"));
  }

  private static List<String> session(String readme) {
    return ReadmeSession.of(readme).lines().filter(line -> !line.startsWith("#")).toList();
  }

  private static List<String> commands(String readme) {
    return Repository.tableRows(readme)
        .map(List::getFirst)
        .filter(cell -> cell.startsWith("./yeoul"))
        .toList();
  }

  private static long headings(String readme) {
    return Repository.text(readme).lines().filter(line -> line.startsWith("## ")).count();
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> top = Files.list(Repository.ROOT);
        Stream<Path> docs = Files.walk(Repository.ROOT.resolve("docs"))) {
      return Stream.concat(top, docs).filter(file -> file.toString().endsWith(".md")).toList();
    }
  }
}
