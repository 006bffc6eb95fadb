package dev.yeoul.bench;

import dev.yeoul.bench.load.IdleConnections;
import dev.yeoul.bench.process.Service;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The title case with 10,000 viewers' connections open beside it, and without, in turn. */
final class IdleConnectionsCase implements BenchCase {
  private static final String NAME = "idle-connections";
  private static final int IDLE = 10_000;

  /** What a process has open besides. */
  private static final int OTHER_FILES = 1_000;

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
    private final Side without;
    private final Side with;

    Rounds(Ground ground, Service service, Path requests)
        throws IOException, InterruptedException, NotRunException {
      this.ground = ground;
      this.service = service;
      this.without = new Side(ground.wrk(), "alone", service.url(), service::cpuNanos, requests);
      this.with = new Side(ground.wrk(), "beside idle", service.url(), service::cpuNanos, requests);
    }

    CaseReport run() throws IOException, InterruptedException, NotRunException {
      ground.say(NAME + ": warming up");
      without.measure(0, Pacing.of(ground).warmUpSeconds());
      LossRounds.Result result = new LossRounds(ground, NAME, without, this::beside).run();
      return new CaseReport(
          NAME, List.of(Statistics.summary("lost", result.lost())), result.rounds(), List.of());
    }

    /** A connection that the service gave up is an error: the round would measure fewer. */
    private Round beside(int number, int seconds) throws IOException, InterruptedException {
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
