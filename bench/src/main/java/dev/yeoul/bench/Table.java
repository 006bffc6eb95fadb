package dev.yeoul.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rows that terminal and markdown share: one for each measure. */
final class Table {
  static final List<String> HEAD =
      List.of("case", "measure", "bar", "aim", "median", "90 % interval", "verdict");

  private Table() {}

  static List<List<String>> rows(List<Verdict> verdicts) {
    List<List<String>> rows = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      String name = verdict.row().name();
      for (Bar bar : verdict.row().measures()) {
        rows.add(row(name, bar, verdict));
        name = "";
      }
    }
    return rows;
  }

  private static List<String> row(String name, Bar bar, Verdict verdict) {
    Finding found = verdict.finding(bar);
    return List.of(
        name,
        bar.name(),
        bar.text(),
        bar.aimText(),
        found == null ? "" : bar.unit().text(found.value()),
        found == null || found.low() == found.high()
            ? ""
            : bar.unit().text(found.low()) + " to " + bar.unit().text(found.high()),
        verdict(bar, found, verdict));
  }

  private static String verdict(Bar bar, @Nullable Finding found, Verdict verdict) {
    return switch (verdict.outcome()) {
      case NOT_RUN -> Outcome.NOT_RUN.text();
      case INCONCLUSIVE ->
          bar.unit().noisy() || found == null ? Outcome.INCONCLUSIVE.text() : text(bar, found);
      case MET, MISSED -> found == null ? Outcome.NOT_RUN.text() : text(bar, found);
    };
  }

  private static String text(Bar bar, Finding found) {
    if (!bar.isMet(found.value())) {
      return Outcome.MISSED.text();
    }
    return Outcome.MET.text() + (bar.reachesAim(found.value()) ? ", and the aim" : "");
  }

  /** In columns, for a terminal. */
  static String inColumns(List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>();
    all.add(HEAD);
    all.addAll(rows);
    StringBuilder text = new StringBuilder();
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < HEAD.size(); i++) {
        line.append(String.format(Locale.ROOT, "%-" + width(all, i) + "s  ", row.get(i)));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** As a table of markdown. */
  static String inMarkdown(List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    line(text, HEAD);
    line(text, HEAD.stream().map(column -> "---").toList());
    rows.forEach(row -> line(text, row));
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(1);
  }
}
