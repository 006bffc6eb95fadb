package dev.yeoul.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.bench.Bars.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final Bar RATIO = new Bar("ratio", Unit.RATIO, 0.95, null, 1.1);
  private static final Bar COMMANDS = new Bar("extra", Unit.COMMANDS, null, 0.05, null);
  private static final Bar MEMORY = new Bar("resident", Unit.MEGABYTES, null, 350.0, 250.0);
  private static final Control STEADY = control(1.03);
  private static final Control SHAKY = control(0.94);

  @Test
  void isMetAtTheBarItself() {
    assertThat(judge(row(RATIO), STEADY, Finding.of("ratio", 0.95))).isEqualTo(Outcome.MET);
    assertThat(judge(row(MEMORY), STEADY, Finding.of("resident", 350))).isEqualTo(Outcome.MET);
  }

  @Test
  void isMissedOnItsWrongSide() {
    assertThat(judge(row(RATIO), STEADY, Finding.of("ratio", 0.949))).isEqualTo(Outcome.MISSED);
    assertThat(judge(row(MEMORY), STEADY, Finding.of("resident", 351))).isEqualTo(Outcome.MISSED);
  }

  @Test
  void oneMissedMeasureMissesTheCase() {
    Row row = row(RATIO, COMMANDS);
    assertThat(judge(row, STEADY, Finding.of("ratio", 1), Finding.of("extra", 1)))
        .isEqualTo(Outcome.MISSED);
  }

  @Test
  void anUnsteadyControlMakesWhatIsTimedInconclusive() {
    assertThat(judge(row(RATIO), SHAKY, Finding.of("ratio", 2))).isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(judge(row(RATIO), SHAKY, Finding.of("ratio", 0.1))).isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(judge(row(RATIO), control(1.06), Finding.of("ratio", 2)))
        .isEqualTo(Outcome.INCONCLUSIVE);
  }

  @Test
  void eachControlOfARunMustBeSteady() {
    Control both =
        new Control(List.of(Finding.of("c", 1.0), Finding.of("c", 1.2)), 0.05, List.of(), "");
    assertThat(judge(row(RATIO), both, Finding.of("ratio", 2))).isEqualTo(Outcome.INCONCLUSIVE);
  }

  @Test
  void withoutAControlNothingThatIsTimedCounts() {
    Control none = new Control(List.of(), 0.05, List.of(), "no nginx");
    assertThat(judge(row(RATIO), none, Finding.of("ratio", 2))).isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(none.text()).contains("no nginx");
  }

  @Test
  void whatIsCountedDoesNotNeedTheControl() {
    assertThat(judge(row(MEMORY), SHAKY, Finding.of("resident", 200))).isEqualTo(Outcome.MET);
    assertThat(judge(row(RATIO, COMMANDS), SHAKY, Finding.of("ratio", 1), Finding.of("extra", 1)))
        .isEqualTo(Outcome.MISSED);
  }

  @Test
  void aMissingOrMeaninglessFigureIsNeverAPass() {
    assertThat(judge(row(RATIO), STEADY)).isEqualTo(Outcome.NOT_RUN);
    assertThat(judge(row(RATIO, COMMANDS), STEADY, Finding.of("ratio", 1)))
        .isEqualTo(Outcome.NOT_RUN);
    assertThat(judge(row(RATIO), STEADY, Finding.of("ratio", Double.POSITIVE_INFINITY)))
        .isEqualTo(Outcome.NOT_RUN);
    assertThat(judge(row(MEMORY), STEADY, Finding.of("resident", Double.NaN)))
        .isEqualTo(Outcome.NOT_RUN);
  }

  @Test
  void theExitCodeSaysTheWorstOfWhatWasAskedFor() {
    assertThat(exit(Outcome.MET, Outcome.MET)).isZero();
    assertThat(exit(Outcome.MET, Outcome.INCONCLUSIVE)).isEqualTo(3);
    assertThat(exit(Outcome.MET, Outcome.NOT_RUN)).isEqualTo(3);
    assertThat(exit(Outcome.INCONCLUSIVE, Outcome.MISSED, Outcome.NOT_RUN)).isEqualTo(1);
    assertThat(exit()).isEqualTo(3);
  }

  @Test
  void whatWasNotAskedForIsShownAsNotRunAndDecidesNothing() {
    Verdict met = new Verdict(row(RATIO), Outcome.MET, null, true, "");
    Verdict other = Verdict.notRun(row(RATIO), false, "not asked for");
    assertThat(other.outcome()).isEqualTo(Outcome.NOT_RUN);
    assertThat(Verdict.exitCode(List.of(met, other))).isZero();
    assertThat(Verdict.exitCode(List.of(other))).isEqualTo(3);
  }

  private static Outcome judge(Row row, Control control, Finding... findings) {
    CaseReport report = new CaseReport("case", List.of(findings), List.of(), List.of());
    return Verdict.of(row, report, control).outcome();
  }

  private static int exit(Outcome... outcomes) {
    return Verdict.exitCode(
        List.of(outcomes).stream()
            .map(outcome -> new Verdict(row(RATIO), outcome, null, true, ""))
            .toList());
  }

  private static Row row(Bar... bars) {
    return new Row("case", "what", "against", true, List.of(bars));
  }

  private static Control control(double value) {
    return new Control(List.of(Finding.of("control", value)), 0.05, List.of(), "");
  }
}
