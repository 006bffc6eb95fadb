package dev.yeoul.bench;

import dev.yeoul.bench.Bars.Row;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A case, what it found and what that is worth.
 *
 * @param asked whether this run was to run it; one that was not never decides the exit code
 * @param why for NOT RUN and inconclusive; else ""
 */
record Verdict(Row row, Outcome outcome, @Nullable CaseReport report, boolean asked, String why) {
  /** A case that gave no result. */
  static Verdict notRun(Row row, boolean asked, String why) {
    return new Verdict(row, Outcome.NOT_RUN, null, asked, why);
  }

  /**
   * Holds the findings against the bars. A noisy measure counts only beside a steady control; one
   * that the machine's noise does not change counts always.
   */
  static Verdict of(Row row, CaseReport report, Control control) {
    Map<String, Finding> found = byMeasure(report);
    for (Bar bar : row.measures()) {
      Finding finding = found.get(bar.name());
      if (finding == null || !Double.isFinite(finding.value())) {
        return new Verdict(
            row, Outcome.NOT_RUN, report, true, "it gave no figure for " + bar.name());
      }
    }
    boolean steadyMissed =
        row.measures().stream().anyMatch(bar -> !bar.unit().noisy() && !isMet(bar, found));
    boolean noisy = row.measures().stream().anyMatch(bar -> bar.unit().noisy());
    if (noisy && !steadyMissed && !control.steady()) {
      return new Verdict(row, Outcome.INCONCLUSIVE, report, true, control.text());
    }
    boolean met = row.measures().stream().allMatch(bar -> isMet(bar, found));
    return new Verdict(row, met ? Outcome.MET : Outcome.MISSED, report, true, "");
  }

  /** The finding for a bar, if there is one. */
  @Nullable Finding finding(Bar bar) {
    return report == null ? null : byMeasure(report).get(bar.name());
  }

  private static boolean isMet(Bar bar, Map<String, Finding> found) {
    Finding finding = found.get(bar.name());
    return finding != null && bar.isMet(finding.value());
  }

  private static Map<String, Finding> byMeasure(CaseReport report) {
    return report.findings().stream()
        .collect(Collectors.toMap(Finding::measure, Function.identity()));
  }

  /**
   * What the command ends with: 0 when all that were asked for are met, 1 when any is missed, else
   * 3 (inconclusive or not run).
   */
  static int exitCode(List<Verdict> verdicts) {
    List<Outcome> outcomes =
        verdicts.stream().filter(Verdict::asked).map(Verdict::outcome).toList();
    if (outcomes.contains(Outcome.MISSED)) {
      return 1;
    }
    boolean allMet = !outcomes.isEmpty() && outcomes.stream().allMatch(Outcome.MET::equals);
    return allMet ? 0 : 3;
  }
}
