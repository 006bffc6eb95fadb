package dev.yeoul.bench;

import dev.yeoul.bench.load.IdleConnections;
import dev.yeoul.bench.process.Service;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The title case with 10,000 viewers' connections open beside it, and without, in turn. */
final class IdleConnectionsCase implements BenchCase {
  private static final String NAME = "idle-connections";
  private static final int IDLE = 10_000;

  /** What a process has open besides. */
  private static final int OTHER_FILES = 1_000;

  private static final int SPARE_ROUNDS = 3;
  private static final double MIB = 1024 * 1024;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public CaseReport run(Ground ground) throws Exception {
    Service service = ground.service();
    requireFiles("this program", ProcessHandle.current().pid());
    requireFiles("the service", service.pid());
    Reads.everyTitle(ground, service.url());
    PreparedCalls calls = PreparedCalls.of(ground, NAME, Reads::title);
    return new Rounds(ground, service, calls.file()).run();
  }

  private static void requireFiles(String who, long pid) throws IOException, NotRunException {
    long most = IdleConnections.mostFiles(pid);
    long needed = IDLE + OTHER_FILES;
    if (most < needed) {
      throw new NotRunException(
          ("%s may open %d files and needs %d; as root in the same shell: ulimit -n %d;"
                  + " ./yeoul bench --case %s")
              .formatted(who, most, needed, 2 * IDLE, NAME));
    }
  }

  private static final class Rounds {
    private final Ground ground;
    private final Service service;
    private final int seconds;
    private final Side without;
    private final Side with;
    private final List<Round> rounds = new ArrayList<>();
    private final List<Double> lost = new ArrayList<>();

    Rounds(Ground ground, Service service, Path requests)
        throws IOException, InterruptedException, NotRunException {
      this.ground = ground;
      this.service = service;
      this.seconds = Pacing.of(ground).roundSeconds();
      this.without = new Side(ground.wrk(), "alone", service.url(), service::cpuNanos, requests);
      this.with = new Side(ground.wrk(), "beside idle", service.url(), service::cpuNanos, requests);
    }

    CaseReport run() throws IOException, InterruptedException, NotRunException {
      ground.say(NAME + ": warming up");
      without.measure(0, Pacing.of(ground).warmUpSeconds());
      int most = ground.rounds() + SPARE_ROUNDS;
      for (int number = 1; number <= most && lost.size() < ground.rounds(); number++) {
        round(number);
      }
      if (lost.size() < ground.rounds()) {
        throw new NotRunException("only " + lost.size() + " of " + most + " rounds counted");
      }
      return new CaseReport(NAME, List.of(Statistics.summary("lost", lost)), rounds, List.of());
    }

    private void round(int number) throws IOException, InterruptedException {
      boolean aloneFirst = number % 2 == 1;
      Round first = aloneFirst ? without.measure(number, seconds) : beside(number);
      Round second = aloneFirst ? beside(number) : without.measure(number, seconds);
      Round alone = aloneFirst ? first : second;
      Round beside = aloneFirst ? second : first;
      rounds.add(alone);
      rounds.add(beside);
      double percent = 100 * (1 - beside.rate() / alone.rate());
      boolean counts = alone.errors() == 0 && beside.errors() == 0;
      if (counts) {
        lost.add(percent);
      }
      ground.say(
          String.format(
              Locale.ROOT,
              "%s: round %d: %,.0f/s alone, %,.0f/s beside: %.1f %% lost%s",
              NAME,
              number,
              alone.rate(),
              beside.rate(),
              percent,
              counts ? "" : " VOID"));
    }

    /** A connection that the service gave up is an error: the round would measure fewer. */
    private Round beside(int number) throws IOException, InterruptedException {
      String title = "/api/series/" + ground.catalogue().ids().getFirst();
      String from = "127.0.1." + (number % 200 + 1);
      try (IdleConnections idle =
          IdleConnections.open(URI.create(service.url()), title, IDLE, from)) {
        Round measured = with.measure(number, seconds);
        int open = idle.stillOpen();
        return new Round(
            measured.side(),
            number,
            measured.requests(),
            measured.errors() + (IDLE - open),
            measured.seconds(),
            measured.cpuMicrosPerRequest(),
            Map.of("idle", (double) open, "resident_mb", service.residentBytes() / MIB));
      }
    }
  }
}
