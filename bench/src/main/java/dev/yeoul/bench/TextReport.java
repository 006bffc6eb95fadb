package dev.yeoul.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A run for people: on the terminal, and as docs/measurements/latest.md. */
final class TextReport {
  private final RunReport run;

  TextReport(RunReport run) {
    this.run = run;
  }

  String terminal() {
    StringBuilder text = new StringBuilder("\n");
    text.append(Table.inColumns(Table.rows(run.verdicts()))).append('\n');
    reasons().forEach(line -> text.append(line).append('\n'));
    text.append("control: ").append(run.control().text()).append('\n');
    text.append("took ").append(run.took().toSeconds()).append(" s\n");
    return text.toString();
  }

  String markdown() {
    StringBuilder text = new StringBuilder("# Measurements\n\n");
    text.append("Written by `").append(run.command()).append("` on ");
    text.append(run.startedAt().toString(), 0, 10).append(" in ");
    text.append(run.took().toMinutes()).append(" minutes; [README](README.md) says how to read");
    text.append(" it, [latest.json](latest.json) has every round.\n\n");
    text.append(Table.inMarkdown(Table.rows(run.verdicts()))).append('\n');
    reasons().forEach(line -> text.append("- ").append(line).append('\n'));
    text.append("- control: ").append(run.control().text()).append('\n');
    run.verdicts().forEach(verdict -> markdown(text, verdict));
    text.append("\n## The machine\n");
    run.machine().forEach((name, value) -> fact(text, name, value));
    text.append("\n## The stores' settings\n");
    run.stores().forEach((store, settings) -> fact(text, store, joined(settings)));
    return text.toString();
  }

  private List<String> reasons() {
    List<String> lines = new ArrayList<>();
    for (Verdict verdict : run.verdicts()) {
      if (verdict.asked() && !verdict.why().isEmpty()) {
        lines.add(verdict.row().name() + ": " + verdict.outcome().text() + ", " + verdict.why());
      }
    }
    return lines;
  }

  private static void markdown(StringBuilder text, Verdict verdict) {
    CaseReport report = verdict.report();
    if (report == null) {
      return;
    }
    text.append("\n## ").append(verdict.row().name()).append('\n');
    text.append(verdict.row().what());
    String against = verdict.row().against();
    text.append(against.isEmpty() ? "" : ", against " + against).append(".\n\n");
    sides(report).forEach(line -> text.append("- ").append(line).append('\n'));
    others(verdict, report).forEach(line -> text.append("- ").append(line).append('\n'));
    report.notes().forEach(note -> text.append("- ").append(note).append('\n'));
  }

  /** Each side's medians over the rounds that it was in without an error, if there are any. */
  private static List<String> sides(CaseReport report) {
    Map<String, List<Round>> bySide =
        report.rounds().stream()
            .collect(
                Collectors.groupingBy(
                    Round::side, java.util.LinkedHashMap::new, Collectors.toList()));
    List<String> lines = new ArrayList<>();
    bySide.forEach((side, rounds) -> lines.add(side(side, rounds)));
    return lines;
  }

  private static String side(String side, List<Round> rounds) {
    List<Round> good = rounds.stream().filter(round -> round.errors() == 0).toList();
    List<Round> shown = good.isEmpty() ? rounds : good;
    double micros = median(shown.stream().map(Round::cpuMicrosPerRequest).toList());
    return String.format(
        Locale.ROOT,
        "%s: %,.0f requests/s, %s%d errors in %d rounds",
        side,
        median(shown.stream().map(Round::rate).toList()),
        micros == Round.NO_CPU
            ? ""
            : String.format(Locale.ROOT, "%.1f CPU microseconds a request, ", micros),
        rounds.stream().mapToLong(Round::errors).sum(),
        rounds.size());
  }

  private static double median(List<Double> values) {
    return Statistics.median(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static List<String> others(Verdict verdict, CaseReport report) {
    List<String> barred = verdict.row().measures().stream().map(Bar::name).toList();
    return report.findings().stream()
        .filter(one -> !barred.contains(one.measure()))
        .map(one ->
            one.low() == one.high()
                ? String.format(Locale.ROOT, "%s: %.3f", one.measure(), one.value())
                : String.format(
                    Locale.ROOT,
                    "%s: %.3f (%.3f to %.3f)",
                    one.measure(),
                    one.value(),
                    one.low(),
                    one.high()))
        .toList();
  }

  private static void fact(StringBuilder text, String name, String value) {
    text.append("- ").append(name).append(": ").append(value).append('\n');
  }

  private static String joined(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(one -> one.getKey() + " " + one.getValue())
        .collect(Collectors.joining(", "));
  }
}
