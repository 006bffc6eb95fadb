package dev.yeoul.bench;

import dev.yeoul.bench.load.Requests;
import dev.yeoul.bench.process.Caller;
import dev.yeoul.bench.process.Metrics;
import dev.yeoul.bench.process.Service;
import dev.yeoul.bench.process.StoredData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Single titles out of a million, some often and most hardly ever, beside the 8,786 that all fit
 * into the cache. Each round has requests of its own: the same ones again would all be cached.
 */
final class MillionTitlesCase implements BenchCase {
  private static final double S = 1.0;
  private static final int PER_ROUND = 200_000;
  private static final int WARM_UP_STEP_SECONDS = 15;
  private static final int WARM_UP_STEPS = 12;

  /** The part of the cache that is full when it begins to choose what to keep. */
  private static final double FULL = 0.95;

  private static final String CACHE_WEIGHT = "yeoul_response_cache_weight_bytes";
  private static final double MEGABYTE = 1e6;

  @Override
  public String name() {
    return "million-titles";
  }

  @Override
  public CaseReport run(Ground ground) throws Exception {
    Million million = ground.million();
    Service ours = million.service();
    Service small = ground.service();
    Path smallRequests = PreparedCalls.of(ground, name(), Reads::title).file();
    Popular popular = new Popular(new StoredData(ours.stores()).titles());
    List<Round> rounds = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    Side few = new Side(ground.wrk(), "8,786 titles", small.url(), small::cpuNanos, smallRequests);
    few.measure(0, 10);
    try (Caller caller = new Caller(ours.url())) {
      fillCache(ground, ours, popular, caller);
      Metrics before = Metrics.of(caller);
      int seconds = Pacing.of(ground).roundSeconds();
      for (int number = 1; number <= ground.rounds(); number++) {
        Side many = side(ground, ours, popular.write(ground, PER_ROUND));
        Round first = (number % 2 == 1 ? many : few).measure(number, seconds);
        Round second = (number % 2 == 1 ? few : many).measure(number, seconds);
        Round mine = number % 2 == 1 ? first : second;
        Round peer = number % 2 == 1 ? second : first;
        rounds.add(mine);
        rounds.add(peer);
        requireNoErrors(mine, peer);
        ratios.add(mine.rate() / peer.rate());
        say(ground, number, mine, peer);
      }
      return report(ours, million, rounds, ratios, Metrics.of(caller).since(before));
    }
  }

  /** As a node that has run for a while: until its cache is full, or for three minutes. */
  private void fillCache(Ground ground, Service ours, Popular popular, Caller caller)
      throws Exception {
    double full = 0;
    for (int step = 1; step <= WARM_UP_STEPS && full < FULL; step++) {
      side(ground, ours, popular.write(ground, PER_ROUND * 2)).measure(0, WARM_UP_STEP_SECONDS);
      full = Metrics.of(caller).now(CACHE_WEIGHT) / Million.CACHE_BYTES;
      ground.say(
          String.format(
              Locale.ROOT, "%s: warming up, the cache is %.0f %% full", name(), 100 * full));
    }
  }

  private static Side side(Ground ground, Service service, Path requests)
      throws IOException, InterruptedException, NotRunException {
    return new Side(ground.wrk(), "1,000,000 titles", service.url(), service::cpuNanos, requests);
  }

  private static void requireNoErrors(Round mine, Round peer) throws NotRunException {
    if (mine.errors() + peer.errors() > 0) {
      throw new NotRunException(
          "round %d had %d and %d errors".formatted(mine.number(), mine.errors(), peer.errors()));
    }
  }

  private static void say(Ground ground, int number, Round mine, Round peer) {
    ground.say(
        String.format(
            Locale.ROOT,
            "million-titles: round %d: %,.0f/s and %,.0f/s (%.1f and %.1f CPU us each): %.3f",
            number,
            mine.rate(),
            peer.rate(),
            mine.cpuMicrosPerRequest(),
            peer.cpuMicrosPerRequest(),
            mine.rate() / peer.rate()));
  }

  private static CaseReport report(
      Service ours, Million million, List<Round> rounds, List<Double> ratios, Metrics metrics) {
    double hits = metrics.value("yeoul_response_cache_hits_total");
    double misses = metrics.value("yeoul_response_cache_misses_total");
    return new CaseReport(
        "million-titles",
        List.of(
            Statistics.summary("ratio", ratios),
            Finding.of("resident", ours.peakResidentBytes() / MEGABYTE),
            Finding.of("hit_rate", hits / Math.max(1, hits + misses)),
            Finding.of("cache_weight", metrics.now(CACHE_WEIGHT) / MEGABYTE)),
        rounds,
        List.of(million.note()));
  }

  /** Requests by popularity; which title is how popular is drawn as well. */
  private static final class Popular {
    private final long[] ids;
    private final Zipf zipf;
    private int files;

    Popular(long[] all) {
      List<Long> shuffled = new ArrayList<>(all.length);
      for (long id : all) {
        shuffled.add(id);
      }
      Random random = new Random(1);
      Collections.shuffle(shuffled, random);
      ids = shuffled.stream().mapToLong(Long::longValue).toArray();
      zipf = new Zipf(ids.length, S, random);
    }

    Path write(Ground ground, int howMany) throws IOException {
      List<String> requests = new ArrayList<>(howMany);
      for (int i = 0; i < howMany; i++) {
        requests.add(Requests.get("/api/series/" + ids[zipf.next()], ""));
      }
      files++;
      Path file = ground.work().resolve("million-" + files % 2 + ".requests");
      return Requests.write(file, requests);
    }
  }
}
