package dev.yeoul.bench;

import dev.yeoul.bench.Audience.Viewer;
import dev.yeoul.bench.load.Requests;
import dev.yeoul.bench.process.Caller;
import dev.yeoul.bench.process.Metrics;
import dev.yeoul.bench.process.Service;
import java.io.IOException;
import java.nio.file.Path;
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
 * The title case while viewers rate what they have watched, and while nobody does, in turn. In
 * every other round they rate the same titles with another score, so that every rating is a change.
 */
final class RatingsCase implements BenchCase {
  private static final String NAME = "ratings";
  private static final int RATINGS = 500;

  /** A round whose generator was slower is of fewer ratings, and does not count. */
  private static final double LEAST_RATE = 0.99 * RATINGS;

  /** Of ratings as many as are answered, some fifty seconds' worth: the way of a rating is long. */
  private static final int WARM_UP_SECONDS = 20;

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
    try (Caller caller = new Caller(service.url())) {
      Side lower = raters(ground, audience, SCORES.getFirst());
      Side higher = raters(ground, audience, SCORES.getLast());
      return new Rounds(ground, audience, reads, caller, lower, higher).run();
    }
  }

  private static Side raters(Ground ground, Audience audience, int score)
      throws IOException, InterruptedException, NotRunException {
    Service service = audience.service();
    Path file = ground.work().resolve(NAME + "-" + score + ".requests");
    return new Side(
        ground.wrk(),
        "ratings",
        service.url(),
        service::cpuNanos,
        Requests.write(file, requests(audience.viewers(), score, new Random(1))));
  }

  /** Ratings of what viewers have watched, the same ones for the same chance. */
  static List<String> requests(List<Viewer> viewers, int score, Random random) {
    List<String> requests = new ArrayList<>(PREPARED);
    for (int i = 0; i < PREPARED; i++) {
      Viewer viewer = viewers.get(random.nextInt(viewers.size()));
      long series = viewer.watched().get(random.nextInt(viewer.watched().size()));
      requests.add(
          Requests.put(
              "/api/series/" + series + "/rating",
              Requests.bearer(viewer.user().token()),
              "{\"score\":" + score + "}"));
    }
    return requests;
  }

  private static final class Rounds {
    private final Ground ground;
    private final Audience audience;
    private final Side alone;
    private final Side beside;
    private final Caller caller;
    private final Side lower;
    private final Side higher;
    private double hits;
    private double misses;

    Rounds(Ground ground, Audience audience, Side reads, Caller caller, Side lower, Side higher) {
      this.ground = ground;
      this.audience = audience;
      this.alone = reads;
      this.beside = reads.named("beside ratings");
      this.caller = caller;
      this.lower = lower;
      this.higher = higher;
    }

    CaseReport run() throws Exception {
      ground.say(NAME + ": warming up");
      alone.measure(0, Pacing.of(ground).warmUpSeconds());
      for (Side raters : List.of(lower, higher)) {
        var _ = raters.measure(0, WARM_UP_SECONDS / 2);
      }
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

    private Round rated(int number, int seconds) throws IOException, InterruptedException {
      Side raters = (number % 2 == 1 ? lower : higher).at(RATINGS);
      Metrics before = Metrics.of(caller);
      try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
        Future<Round> rating =
            thread.submit(() -> raters.measure(number, LEAD_SECONDS + seconds + TAIL_SECONDS));
        var _ = beside.measure(0, LEAD_SECONDS);
        Round read = beside.measure(number, seconds);
        boolean flowed = !rating.isDone();
        Round rated = rating.get();
        Metrics since = Metrics.of(caller).since(before);
        hits += since.value("yeoul_response_cache_hits_total");
        misses += since.value("yeoul_response_cache_misses_total");
        return withRatings(read, rated, flowed && rated.rate() >= LEAST_RATE);
      } catch (ExecutionException e) {
        throw new IOException("the ratings' generator failed", e.getCause());
      }
    }

    /** Whatever is wrong with the ratings is an error. */
    private static Round withRatings(Round read, Round rated, boolean enough) {
      Map<String, Double> more = new LinkedHashMap<>(read.more());
      more.put("ratings_per_second", rated.rate());
      return new Round(
          read.side(),
          read.number(),
          read.requests(),
          read.errors() + rated.errors() + (enough ? 0 : 1),
          read.seconds(),
          read.cpuMicrosPerRequest(),
          more);
    }
  }
}
