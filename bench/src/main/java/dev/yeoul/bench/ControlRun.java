package dev.yeoul.bench;

import dev.yeoul.bench.peer.Nginx;
import java.util.ArrayList;
import java.util.List;

/** Measures nginx against itself as the cases measure the service against nginx. */
final class ControlRun {
  private static final String NAME = "control";

  private final Ground ground;
  private final double atMostOff;
  private final List<Finding> findings = new ArrayList<>();
  private final List<Round> rounds = new ArrayList<>();
  private String absent = "it was not reached";

  ControlRun(Ground ground, double atMostOff) {
    this.ground = ground;
    this.atMostOff = atMostOff;
  }

  /** Once more; the machine must be steady each time. */
  void measure() throws InterruptedException {
    try {
      Nginx nginx = ground.nginx();
      PreparedCalls calls = PreparedCalls.of(ground, NAME, Reads::title);
      Side first = new Side(ground.wrk(), "nginx", nginx.url(), nginx::cpuNanos, calls.file());
      Side second =
          new Side(ground.wrk(), "nginx again", nginx.url(), nginx::cpuNanos, calls.file());
      PairedRounds.Result result =
          new PairedRounds(ground, NAME, first, second, () -> {}).warmUp(1, 1).run(ground.rounds());
      findings.add(Statistics.summary(NAME, result.ratios()));
      rounds.addAll(result.rounds());
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) { // whatever it is: an hour of results must not go with it
      findings.clear();
      absent = String.valueOf(e);
      ground.say("no control: " + absent);
    }
  }

  Control result() {
    return new Control(findings, atMostOff, rounds, absent);
  }
}
