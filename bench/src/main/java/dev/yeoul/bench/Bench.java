package dev.yeoul.bench;

import dev.yeoul.bench.Bars.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs the cases that were asked for, in the table's order, and judges them. */
final class Bench {
  private final Bars bars;
  private final Map<String, BenchCase> cases;

  Bench(Bars bars, List<BenchCase> cases) {
    this.bars = bars;
    this.cases = cases.stream().collect(Collectors.toMap(BenchCase::name, Function.identity()));
  }

  /** Which rows a command line means: those named, or the quick ones, or all. */
  List<String> asked(List<String> only, boolean quick) {
    List<String> known = bars.cases().stream().map(Row::name).toList();
    for (String name : only) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "there is no case " + name + "; there are: " + String.join(", ", known));
      }
    }
    return bars.cases().stream()
        .filter(row -> only.isEmpty() ? !quick || row.quick() : only.contains(row.name()))
        .map(Row::name)
        .toList();
  }

  /** What the cases found; null where one did not run, with the reason in the second map. */
  record Results(Map<String, CaseReport> reports, Map<String, String> notRun) {}

  Results run(List<String> asked, Ground ground) throws InterruptedException {
    Results results = new Results(new java.util.HashMap<>(), new java.util.HashMap<>());
    long from = System.nanoTime();
    int number = 0;
    for (String name : asked) {
      number++;
      Duration sofar = Duration.ofNanos(System.nanoTime() - from);
      ground.say(
          "[%d/%d] %s, %d:%02d min into the cases"
              .formatted(number, asked.size(), name, sofar.toMinutes(), sofar.toSecondsPart()));
      runOne(name, ground, results);
    }
    return results;
  }

  private void runOne(String name, Ground ground, Results results) throws InterruptedException {
    BenchCase found = cases.get(name);
    if (found == null) {
      results.notRun().put(name, "nobody has written this case yet");
      return;
    }
    try {
      results.reports().put(name, found.run(ground));
    } catch (NotRunException e) {
      results.notRun().put(name, String.valueOf(e.getMessage()));
      ground.say(name + ": NOT RUN, " + e.getMessage());
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      // The other cases go on; this one is never a pass.
      results.notRun().put(name, "it failed: " + e);
      ground.say(name + ": NOT RUN, it failed: " + e);
      e.printStackTrace();
    }
  }

  List<Verdict> judge(List<String> asked, Results results, Control control) {
    List<Verdict> verdicts = new ArrayList<>();
    for (Row row : bars.cases()) {
      CaseReport report = results.reports().get(row.name());
      if (report != null) {
        verdicts.add(Verdict.of(row, report, control));
      } else if (asked.contains(row.name())) {
        String why = results.notRun().getOrDefault(row.name(), "it was not reached");
        verdicts.add(Verdict.notRun(row, true, why));
      } else {
        verdicts.add(Verdict.notRun(row, false, "not asked for"));
      }
    }
    return verdicts;
  }
}
