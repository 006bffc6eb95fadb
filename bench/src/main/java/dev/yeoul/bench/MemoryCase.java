package dev.yeoul.bench;

import dev.yeoul.bench.load.WrkResult;
import dev.yeoul.bench.process.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The most memory that `serve` has held, after this run's load and some of each kind. */
final class MemoryCase implements BenchCase {
  private static final double MEGABYTE = 1e6;

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public CaseReport run(Ground ground) throws Exception {
    Service service = ground.service();
    List<Round> rounds = new ArrayList<>();
    // This case alone must say the same as a whole run, where the load has been before.
    rounds.add(load(ground, "titles", Reads::title));
    rounds.add(
        load(
            ground,
            "lists, signed in",
            (on, random) -> Reads.signedIn(on, random, Reads.list(on, random))));
    rounds.add(load(ground, "progress", Reads::progress));
    return new CaseReport(
        name(),
        List.of(
            Finding.of("resident", service.peakResidentBytes() / MEGABYTE),
            Finding.of("resident_now", service.residentBytes() / MEGABYTE)),
        rounds,
        List.of("VmHWM of the process, the highest of this run where it was restarted"));
  }

  private static Round load(Ground ground, String kind, PreparedCalls.Source source)
      throws Exception {
    Service service = ground.service();
    PreparedCalls calls = PreparedCalls.of(ground, "memory", source);
    long cpu = service.cpuNanos();
    int seconds = Pacing.of(ground).roundSeconds();
    WrkResult result = ground.wrk().run(service.url(), calls.file(), seconds);
    if (result.errors() > 0) {
      throw new NotRunException(kind + " had " + result.errors() + " errors");
    }
    double spent = (service.cpuNanos() - cpu) / 1e3 / Math.max(1, result.requests());
    return new Round(
        kind, 1, result.requests(), result.errors(), result.seconds(), spent, Map.of());
  }
}
