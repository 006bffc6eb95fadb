package dev.yeoul.bench;

import dev.yeoul.bench.process.Service;
import dev.yeoul.bench.process.ServiceOptions;
import dev.yeoul.embedded.EmbeddedStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** From exec to the first 200, on running stores whose schemas are up to date. */
final class StartCase implements BenchCase {
  private static final double MILLIS = 1e3;

  @Override
  public String name() {
    return "start";
  }

  @Override
  public CaseReport run(Ground ground) throws Exception {
    EmbeddedStores stores = ground.stores();
    start(ground, stores); // the first one reads the jar from the disk
    int starts = ground.rounds();
    List<Double> seconds = new ArrayList<>();
    List<Round> rounds = new ArrayList<>();
    for (int number = 1; number <= starts; number++) {
      Round round = start(ground, stores);
      seconds.add(round.seconds());
      rounds.add(numbered(round, number));
      ground.say(
          String.format(Locale.ROOT, "start: %d of %d: %.2f s", number, starts, round.seconds()));
    }
    return new CaseReport(
        name(), List.of(Statistics.summary("seconds", seconds)), rounds, List.of());
  }

  private static Round start(Ground ground, EmbeddedStores stores) throws Exception {
    try (Service service = ground.program().serve("start", stores, ServiceOptions.defaults())) {
      double seconds = service.startTime().toMillis() / MILLIS;
      return new Round("yeoul", 0, 1, 0, seconds, service.cpuNanos() / MILLIS, java.util.Map.of());
    }
  }

  private static Round numbered(Round round, int number) {
    return new Round(
        round.side(), number, 1, 0, round.seconds(), round.cpuMicrosPerRequest(), round.more());
  }
}
