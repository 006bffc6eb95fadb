package dev.yeoul.bench;

import dev.yeoul.bench.Audience.Viewer;
import dev.yeoul.bench.load.Requests;
import dev.yeoul.bench.load.Wrk;
import dev.yeoul.bench.peer.Nginx;
import dev.yeoul.bench.process.Answer;
import dev.yeoul.bench.process.Call;
import dev.yeoul.bench.process.Caller;
import dev.yeoul.bench.process.Metrics;
import dev.yeoul.bench.process.RedisProbe;
import dev.yeoul.bench.process.Service;
import dev.yeoul.bench.process.StoredShowings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Pages of recommendations for 10,000 viewers with histories, one of whom watches something after
 * every ten pages, beside nginx that has some viewers' pages as files; and what readers of the
 * catalogue notice of that load.
 */
final class RecommendationsCase implements BenchCase {
  static final String NAME = "recommendations";

  /** Pages that nginx has; they are the service's own, of viewers drawn from all. */
  private static final int RECORDED = 500;

  /** Of these so many are asked of the service again before each round. */
  private static final int AGAIN = 100;

  /**
   * Longer than a round of reads, during which nobody asks for pages: of viewers who come again
   * within a minute there are to be as many as under a load that goes on.
   */
  private static final int ROUND_SECONDS = 12;

  /** Enough for a round: a file that begins again asks for what was asked for a moment ago. */
  private static final int TENS = 5_000;

  /** The code of a page is met here first, and the JIT takes minutes over it on a slow machine. */
  private static final int WARM_UP_STEPS = 15;

  private static final List<String> SOURCES = List.of("model", "popular", "none");
  private static final String LOST = "yeoul_recommendation_impressions_lost_total";
  private static final double MEGABYTE = 1e6;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public CaseReport run(Ground ground) throws Exception {
    Audience audience = ground.audience();
    Service service = audience.service();
    Nginx nginx = ground.nginxOf("nginx-pages", service, List.of());
    try (RedisProbe redis = RedisProbe.of(service.stores());
        StoredShowings showings = new StoredShowings(service.stores());
        Caller ours = new Caller(service.url());
        Caller peer = new Caller(nginx.url())) {
      // A rewrite of the append-only file would fall into one side's turn and not the other's.
      redis.ask("CONFIG", "SET", "auto-aof-rewrite-percentage", "0");
      return new Run(ground, audience, nginx, new Backlog(redis), showings, ours, peer).report();
    }
  }

  /** One run's parts. */
  private static final class Run {
    private final Ground ground;
    private final Audience audience;
    private final Service service;
    private final Nginx nginx;
    private final Backlog backlog;
    private final StoredShowings showings;
    private final Caller ours;
    private final Caller peer;
    private final Wrk wrk;
    private final PageRequests requests;
    private final List<Call> recorded;
    private final Side recordedPages;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Round> rounds = new ArrayList<>();
    private double kept;
    private double made;

    Run(
        Ground ground,
        Audience audience,
        Nginx nginx,
        Backlog backlog,
        StoredShowings showings,
        Caller ours,
        Caller peer)
        throws Exception {
      this.ground = ground;
      this.audience = audience;
      this.service = audience.service();
      this.nginx = nginx;
      this.backlog = backlog;
      this.showings = showings;
      this.ours = ours;
      this.peer = peer;
      Random random = new Random(1);
      this.requests = new PageRequests(audience.viewers(), audience.tastes(), random);
      List<Viewer> drawn = new ArrayList<>(audience.viewers());
      Collections.shuffle(drawn, random);
      this.recorded = drawn.stream().limit(RECORDED).map(Viewer::page).toList();
      this.wrk = ground.wrk();
      PreparedCalls calls =
          PreparedCalls.of(
              ground,
              NAME + "-recorded",
              (on, chance) -> recorded.get(chance.nextInt(recorded.size())));
      this.recordedPages =
          new Side(wrk, "nginx", nginx.url(), nginx::cpuNanos, calls.file(), backlog::awaitEmpty);
    }

    CaseReport report() throws Exception {
      ground.say("letting the service see every viewer");
      var _ =
          ours.callAll(
              audience.viewers().stream()
                  .map(viewer -> Call.of(Ground.SUBSCRIPTION).as(viewer.user().token()))
                  .toList());
      prepare();
      Pacing pacing = Pacing.of(ground);
      PairedRounds paired =
          new PairedRounds(ground, NAME, this::measure, recordedPages, this::prepare)
              .warmUpUntilSteady(ROUND_SECONDS, WARM_UP_STEPS, pacing.peerWarmUpSeconds());
      backlog.awaitEmpty();
      long before = showings.count();
      Metrics then = Metrics.of(ours);
      PairedRounds.Result result = paired.run(ground.rounds());
      findings.add(Statistics.summary("ratio", result.ratios()));
      rounds.addAll(result.rounds());
      requireShowings(before, then);
      findings.add(Finding.of("kept_pages", kept / Math.max(1, kept + made)));
      ReadersBesidePages readers = new ReadersBesidePages(ground, audience, this::loaded);
      findings.add(Statistics.summary("readers_p99", readers.measure()));
      rounds.addAll(readers.rounds());
      findings.add(Finding.of("resident", service.peakResidentBytes() / MEGABYTE));
      return new CaseReport(NAME, findings, rounds, List.of(audience.note()));
    }

    /** nginx gets what the service says now, and then both must say it. */
    private void prepare() throws IOException, InterruptedException {
      backlog.awaitEmpty();
      List<Answer> answers = nginx.learnRecommendations(ours, recorded);
      new PageCheck(answers).run(peer.callAll(recorded), ours.callAll(recorded.subList(0, AGAIN)));
    }

    private Round measure(int number, int seconds) throws IOException, InterruptedException {
      backlog.awaitEmpty();
      Metrics before = Metrics.of(ours);
      Round all = loaded(number, Math.max(seconds, ROUND_SECONDS));
      Metrics after = Metrics.of(ours).since(before);
      if (number > 0) {
        kept += pages(after, "kept");
        made += pages(after, "made");
      }
      return PageRequests.pages(all);
    }

    private static double pages(Metrics metrics, String state) {
      return SOURCES.stream()
          .mapToDouble(source ->
              metrics.value(
                  "yeoul_recommendation_answers_total{call=\"page\",source=\"%s\",state=\"%s\"}"
                      .formatted(source, state)))
          .sum();
    }

    /** The mixed load, with requests of its own: those of before would find their pages kept. */
    private Round loaded(int number, int seconds) throws IOException, InterruptedException {
      Path file = ground.work().resolve(NAME + ".requests");
      Requests.write(file, requests.next(TENS));
      return new Side(wrk, "yeoul", service.url(), service::cpuNanos, file)
          .measure(number, seconds);
    }

    /** A service that did not note what it showed would have had less to do. */
    private void requireShowings(long before, Metrics then) throws Exception {
      backlog.awaitEmpty();
      Metrics since = Metrics.of(ours).since(then);
      backlog.awaitEmpty(); // what was counted just now may have been on its way
      double shown = pages(since, "made") - since.value(LOST);
      long stored = showings.count() - before;
      if (since.value(LOST) > 0 || stored < shown) {
        throw new NotRunException(
            "%.0f pages were made and only %d showings stored".formatted(shown, stored));
      }
    }
  }
}
