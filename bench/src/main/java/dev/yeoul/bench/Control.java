package dev.yeoul.bench;

import java.util.List;
import java.util.Locale;

/**
 * nginx against itself, in every run: how much this machine, now, makes of nothing.
 *
 * @param findings each one "control", in the order in which they were measured; none where nginx
 *     could not be run
 * @param atMostOff how far from 1 is still steady
 */
record Control(List<Finding> findings, double atMostOff, List<Round> rounds, String why) {
  Control {
    findings = List.copyOf(findings);
    rounds = List.copyOf(rounds);
  }

  /** Whether it was measured and was close to 1 each time. */
  boolean steady() {
    return !findings.isEmpty()
        && findings.stream().allMatch(one -> Math.abs(one.value() - 1) <= atMostOff);
  }

  String text() {
    if (findings.isEmpty()) {
      return "no control: " + why;
    }
    StringBuilder text = new StringBuilder("nginx against itself:");
    for (Finding one : findings) {
      text.append(
          String.format(Locale.ROOT, " %.3f [%.3f, %.3f]", one.value(), one.low(), one.high()));
    }
    return text.append(steady() ? "" : ", more than " + Math.round(atMostOff * 100) + " % off")
        .toString();
  }
}
