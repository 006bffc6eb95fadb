package dev.yeoul.bench;

import dev.yeoul.bench.OpenLoopSide.Measured;
import dev.yeoul.bench.load.Pace;
import dev.yeoul.bench.peer.BareVertx;
import dev.yeoul.bench.peer.Nginx;
import dev.yeoul.bench.process.RedisProbe;
import dev.yeoul.bench.process.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How long an answer takes at half of what the service can do, and at four fifths of it, from when
 * the request was due; the peer gets the same rate in the same round.
 */
final class LatencyCase implements BenchCase {
  private static final String NAME = "latency";
  private static final Duration LASTS = Duration.ofSeconds(2);
  private static final Duration WARM_UP = Duration.ofMillis(250);
  private static final int SPARE_ROUNDS = 4;

  /** Half of the peak is held against the bars. */
  private static final int BAR_PERCENT = 50;

  private static final List<Integer> PERCENTS = List.of(BAR_PERCENT, 80);

  @Override
  public String name() {
    return NAME;
  }

  /** A server as a side of the comparison. */
  private record Server(String name, String url, LongSupplier cpuNanos) {
    /** At full speed, or the peak would be that of cold code, a tenth of what it is later. */
    void warmUp(Ground ground, PreparedCalls calls) throws Exception {
      var _ =
          new Side(ground.wrk(), name, url, cpuNanos, calls.file())
              .measure(0, ground.warmUpSeconds());
    }
  }

  @Override
  public CaseReport run(Ground ground) throws Exception {
    Service service = ground.service();
    Nginx nginx = ground.nginxWithSubscriptions();
    Server ours = new Server("yeoul", service.url(), service::cpuNanos);
    Server files = new Server("nginx", nginx.url(), nginx::cpuNanos);
    Server bare = new Server("bare vert.x", ground.bare().url(), ground.bare()::cpuNanos);
    List<Finding> findings = new ArrayList<>();
    List<Round> rounds = new ArrayList<>();
    Reads.everyTitle(ground, service.url());
    try (RedisProbe redis = RedisProbe.of(ground.stores())) {
      Backlog backlog = new Backlog(redis);
      PairedRounds.Preparation quiet =
          () -> {
            BareVertx.dropStreams(redis);
            backlog.awaitEmpty();
          };
      compare(ground, "progress", ours, bare, Reads::progress, quiet).addTo(findings, rounds);
    }
    compare(ground, "title", ours, files, Reads::title, () -> {}).addTo(findings, rounds);
    compare(ground, "subscription", ours, files, Reads::subscription, () -> {})
        .addTo(findings, rounds);
    return new CaseReport(
        NAME,
        findings,
        rounds,
        List.of(
            "Latencies are from when a request was due. The generator starts what is due each"
                + " millisecond, which adds up to 1 ms to both sides."));
  }

  private static Rounds compare(
      Ground ground,
      String what,
      Server ours,
      Server peer,
      PreparedCalls.Source source,
      PairedRounds.Preparation beforeEach)
      throws Exception {
    PreparedCalls calls = PreparedCalls.of(ground, NAME + "-" + what, source);
    try (OpenLoopSide mine = side(ground, what, ours, calls);
        OpenLoopSide theirs = side(ground, what, peer, calls);
        AnswerCheck check =
            new AnswerCheck(ours.url(), peer.url(), calls.calls(), ProgressCase.TIME)) {
      ground.say(NAME + ": warming up for " + what);
      ours.warmUp(ground, calls);
      peer.warmUp(ground, calls);
      beforeEach.run();
      ground.say(NAME + ": looking for the peak of " + what);
      int peak = mine.peak();
      Rounds rounds = new Rounds(ground, what, peak, mine, theirs, beforeEach, check);
      rounds.run();
      return rounds;
    }
  }

  private static OpenLoopSide side(Ground ground, String what, Server server, PreparedCalls calls)
      throws IOException {
    return OpenLoopSide.start(
        server.name() + " " + what, server.url(), server.cpuNanos(), calls, ground.work());
  }

  /** The rounds of one call. */
  private static final class Rounds {
    private final Ground ground;
    private final String what;
    private final int peak;
    private final OpenLoopSide ours;
    private final OpenLoopSide peer;
    private final PairedRounds.Preparation beforeEach;
    private final AnswerCheck check;
    private final List<Round> rounds = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    Rounds(
        Ground ground,
        String what,
        int peak,
        OpenLoopSide ours,
        OpenLoopSide peer,
        PairedRounds.Preparation beforeEach,
        AnswerCheck check) {
      this.beforeEach = beforeEach;
      this.check = check;
      this.ground = ground;
      this.what = what;
      this.peak = peak;
      this.ours = ours;
      this.peer = peer;
      findings.add(new Finding(what + "_peak", peak, peak, peak));
    }

    /** What was measured at one share of the peak. */
    private record Level(int percent, List<Double> p99, List<Double> ratios) {}

    void run() throws IOException, InterruptedException, NotRunException {
      List<Level> levels =
          PERCENTS.stream()
              .map(percent -> new Level(percent, new ArrayList<>(), new ArrayList<>()))
              .toList();
      Level decisive = levels.getFirst();
      int most = ground.rounds() + SPARE_ROUNDS;
      for (int number = 1; number <= most && decisive.p99().size() < ground.rounds(); number++) {
        check.run();
        for (Level level : levels) {
          measure(number, level);
        }
      }
      if (decisive.p99().size() < ground.rounds()) {
        throw new NotRunException(
            "%s: only %d of %d rounds were without errors and on schedule"
                .formatted(what, decisive.p99().size(), most));
      }
      for (Level level : levels) {
        String suffix = level.percent() == BAR_PERCENT ? "" : "_at_" + level.percent();
        if (!level.p99().isEmpty()) {
          findings.add(Statistics.summary(what + "_p99" + suffix, level.p99()));
          findings.add(Statistics.summary(what + "_p99_to_peer" + suffix, level.ratios()));
        }
      }
    }

    private void measure(int number, Level level) throws IOException, InterruptedException {
      Pace pace = new Pace(peak * level.percent() / 100, LASTS, WARM_UP);
      boolean oursFirst = number % 2 == 1;
      beforeEach.run();
      Measured first = (oursFirst ? ours : peer).measure(number, pace);
      beforeEach.run();
      Measured second = (oursFirst ? peer : ours).measure(number, pace);
      Measured mine = oursFirst ? first : second;
      Measured theirs = oursFirst ? second : first;
      String share = ", " + level.percent() + " % of the peak";
      rounds.add(mine.round().of(mine.round().side() + share));
      rounds.add(theirs.round().of(theirs.round().side() + share));
      double p99 = mine.result().millisAt(99);
      double peers = theirs.result().millisAt(99);
      boolean counts = mine.counts() && theirs.counts();
      if (counts) {
        level.p99().add(p99);
        level.ratios().add(p99 / peers);
      }
      ground.say(
          String.format(
              Locale.ROOT,
              "%s: round %d of %s at %d %%, %d/s: p99 %.2f and %.2f ms%s",
              NAME,
              number,
              what,
              level.percent(),
              pace.perSecond(),
              p99,
              peers,
              counts ? "" : " VOID"));
    }

    void addTo(List<Finding> allFindings, List<Round> allRounds) {
      allFindings.addAll(findings);
      allRounds.addAll(rounds);
    }
  }
}
