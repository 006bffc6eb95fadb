package dev.yeoul.bench;

import dev.yeoul.bench.Audience.Viewer;
import dev.yeoul.bench.OpenLoopSide.Measured;
import dev.yeoul.bench.load.GeneratorOptions;
import dev.yeoul.bench.load.Pace;
import dev.yeoul.bench.load.PreparedRequest;
import dev.yeoul.bench.process.Caller;
import dev.yeoul.bench.process.Metrics;
import dev.yeoul.bench.process.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The title case while viewers rate what they have watched, and while nobody does, in turn. Two
 * generators rate in turn too, the same titles with other scores, so that every rating is a change.
 */
final class RatingsCase implements BenchCase {
  private static final String NAME = "ratings";
  private static final int RATINGS = 500;

  /** A cold generator takes several times the processor of a warm one, and from the readers. */
  private static final int WARM_UP_RATINGS = 1_500;

  private static final int PREPARED = 10_000;
  private static final List<Integer> SCORES = List.of(2, 4);

  /** Readers start when the ratings flow, and end before them. */
  private static final int LEAD_SECONDS = 1;

  private static final int TAIL_SECONDS = 2;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public CaseReport run(Ground ground) throws Exception {
    Audience audience = ground.audience();
    Service service = audience.service();
    Reads.everyTitle(audience.titles(), service.url());
    PreparedCalls titles = PreparedCalls.of(ground, NAME, audience::title);
    Side reads = new Side(ground.wrk(), "alone", service.url(), service::cpuNanos, titles.file());
    try (Caller caller = new Caller(service.url());
        OpenLoopSide lower = raters(ground, audience, SCORES.getFirst());
        OpenLoopSide higher = raters(ground, audience, SCORES.getLast())) {
      return new Rounds(ground, audience, reads, caller, lower, higher).run();
    }
  }

  private static OpenLoopSide raters(Ground ground, Audience audience, int score)
      throws IOException {
    Service service = audience.service();
    return OpenLoopSide.start(
        "ratings",
        service.url(),
        service::cpuNanos,
        requests(audience.viewers(), score, new Random(1)),
        GeneratorOptions.DEFAULT,
        ground.work());
  }

  /** Ratings of what viewers have watched, the same ones for the same chance. */
  static List<PreparedRequest> requests(List<Viewer> viewers, int score, Random random) {
    List<PreparedRequest> requests = new ArrayList<>(PREPARED);
    for (int i = 0; i < PREPARED; i++) {
      Viewer viewer = viewers.get(random.nextInt(viewers.size()));
      long series = viewer.watched().get(random.nextInt(viewer.watched().size()));
      requests.add(
          new PreparedRequest(
              "PUT",
              "/api/series/" + series + "/rating",
              Map.of(
                  "Authorization",
                  "Bearer " + viewer.user().token(),
                  "Content-Type",
                  "application/json"),
              "{\"score\":" + score + "}"));
    }
    return requests;
  }

  private static final class Rounds {
    private final Ground ground;
    private final Audience audience;
    private final int seconds;
    private final Side alone;
    private final Side beside;
    private final Caller caller;
    private final OpenLoopSide lower;
    private final OpenLoopSide higher;
    private double hits;
    private double misses;

    Rounds(
        Ground ground,
        Audience audience,
        Side reads,
        Caller caller,
        OpenLoopSide lower,
        OpenLoopSide higher) {
      this.ground = ground;
      this.audience = audience;
      this.seconds = Pacing.of(ground).roundSeconds();
      this.alone = reads;
      this.beside = reads.named("beside ratings");
      this.caller = caller;
      this.lower = lower;
      this.higher = higher;
    }

    CaseReport run() throws Exception {
      ground.say(NAME + ": warming up");
      alone.measure(0, Pacing.of(ground).warmUpSeconds());
      var _ = lower.measure(0, pace(WARM_UP_RATINGS));
      var _ = higher.measure(0, pace(WARM_UP_RATINGS));
      long changes = audience.data().scoreChanges();
      LossRounds.Result result = new LossRounds(ground, NAME, alone, this::rated).run();
      return new CaseReport(
          NAME,
          List.of(
              Statistics.summary("lost", result.lost()),
              Finding.of("hit_rate_beside", hits / Math.max(1, hits + misses))),
          result.rounds(),
          List.of(
              "scores of up to 500 series were made anew %d times meanwhile"
                  .formatted(audience.data().scoreChanges() - changes)));
    }

    private Pace pace(int ratings) {
      Duration lasts = Duration.ofSeconds((long) LEAD_SECONDS + seconds + TAIL_SECONDS);
      return new Pace(ratings, lasts, Duration.ZERO);
    }

    /** Whatever is wrong with the ratings is an error: the round would measure fewer of them. */
    private Round rated(int number, int seconds) throws IOException, InterruptedException {
      OpenLoopSide raters = number % 2 == 1 ? lower : higher;
      Metrics before = Metrics.of(caller);
      try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
        Future<Measured> rating = thread.submit(() -> raters.measure(number, pace(RATINGS)));
        var _ = beside.measure(0, LEAD_SECONDS);
        Round read = beside.measure(number, seconds);
        boolean flowed = !rating.isDone();
        Measured rated = rating.get();
        Metrics since = Metrics.of(caller).since(before);
        hits += since.value("yeoul_response_cache_hits_total");
        misses += since.value("yeoul_response_cache_misses_total");
        return withRatings(read, rated, flowed && rated.counts());
      } catch (ExecutionException e) {
        throw new IOException("the ratings' generator failed", e.getCause());
      }
    }

    private static Round withRatings(Round read, Measured rated, boolean good) {
      Map<String, Double> more = new LinkedHashMap<>(read.more());
      rated.round().more().forEach((name, value) -> more.put("ratings_" + name, value));
      return new Round(
          read.side(),
          read.number(),
          read.requests(),
          read.errors() + (good ? 0 : Math.max(1, rated.result().errors())),
          read.seconds(),
          read.cpuMicrosPerRequest(),
          more);
    }
  }
}
