package dev.yeoul.bench;

import dev.yeoul.bench.OpenLoopSide.Measured;
import dev.yeoul.bench.load.Pace;
import dev.yeoul.bench.process.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Readers of titles at a constant rate, while viewers ask for pages as fast as they are answered.
 */
final class ReadersBesidePages {
  private static final int READERS = 500;
  private static final Duration LASTS = Duration.ofSeconds(3);
  private static final Duration WARM_UP = Duration.ofSeconds(1);

  /** The load goes on longer than the readers read, their generator's start included. */
  private static final int LOAD_SECONDS = 6;

  private static final int SPARE_ROUNDS = 3;

  private final Ground ground;
  private final Audience audience;
  private final PairedRounds.Half load;
  private final List<Round> rounds = new ArrayList<>();
  private final List<Double> p99 = new ArrayList<>();

  /**
   * Beside a load of pages.
   *
   * @param load whatever it answers, pages and plays
   */
  ReadersBesidePages(Ground ground, Audience audience, PairedRounds.Half load) {
    this.ground = ground;
    this.audience = audience;
    this.load = load;
  }

  /**
   * The readers' p99 of each round that counts, in milliseconds.
   *
   * @throws NotRunException when too few did
   */
  List<Double> measure() throws Exception {
    Service service = audience.service();
    Reads.everyTitle(audience.titles(), service.url());
    PreparedCalls titles = PreparedCalls.of(ground, "readers-beside-pages", audience::title);
    try (OpenLoopSide readers =
        OpenLoopSide.start("readers", service.url(), service::cpuNanos, titles, ground.work())) {
      var _ = readers.warmUp(LASTS);
      int most = ground.rounds() + SPARE_ROUNDS;
      for (int number = 1; number <= most && p99.size() < ground.rounds(); number++) {
        round(number, readers);
      }
      if (p99.size() < ground.rounds()) {
        throw new NotRunException(
            "only %d of %d rounds with readers counted".formatted(p99.size(), most));
      }
    }
    return p99;
  }

  private void round(int number, OpenLoopSide readers) throws IOException, InterruptedException {
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<Round> loading = thread.submit(() -> load.measure(number, LOAD_SECONDS));
      Measured reading = readers.measure(number, new Pace(READERS, LASTS, WARM_UP));
      boolean beside = !loading.isDone();
      Round loaded = PageRequests.pages(loading.get());
      rounds.add(reading.round());
      rounds.add(loaded.of("yeoul beside readers"));
      boolean counts = beside && reading.counts() && loaded.errors() == 0;
      if (counts) {
        p99.add(reading.result().millisAt(99));
      }
      ground.say(
          String.format(
              Locale.ROOT,
              "%s: round %d: readers' p99 %.1f ms beside %,.0f pages/s%s",
              RecommendationsCase.NAME,
              number,
              reading.result().millisAt(99),
              loaded.rate(),
              counts ? "" : " VOID"));
    } catch (ExecutionException e) {
      throw new IOException("the load of pages failed", e.getCause());
    }
  }

  /** Every round, those that don't count too. */
  List<Round> rounds() {
    return List.copyOf(rounds);
  }
}
