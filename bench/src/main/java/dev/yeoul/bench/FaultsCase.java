package dev.yeoul.bench;

import dev.yeoul.bench.load.GeneratorOptions;
import dev.yeoul.bench.load.OpenLoop;
import dev.yeoul.bench.load.OpenLoopResult;
import dev.yeoul.bench.load.Pace;
import dev.yeoul.bench.load.PreparedRequest;
import dev.yeoul.bench.load.Requests;
import dev.yeoul.bench.load.Wrk;
import dev.yeoul.bench.process.Service;
import dev.yeoul.bench.process.ServiceOptions;
import dev.yeoul.bench.process.StoredData;
import dev.yeoul.embedded.CpuLimit;
import dev.yeoul.embedded.EmbeddedStores;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Too much load, a store that is gone, and a store that comes back, on stores and services of their
 * own. Each is a figure beside the same service's in health.
 */
final class FaultsCase implements BenchCase {
  private static final double CORES = 0.2;
  private static final int TIMES_PEAK = 5;
  private static final int SPARE_ROUNDS = 3;
  private static final int SECONDS = 3;
  private static final int OVERLOAD_SECONDS = 5;

  /** At full speed: held to its share of a core, the compiler alone would take some minutes. */
  private static final int WARM_SECONDS = 15;

  private static final int WARM_RATE = 3_000;

  /**
   * Enough to keep a fifth of a core busy. Of 64 some would wait longer than the generator does,
   * and a peak with time-outs is none.
   */
  private static final int PEAK_CONNECTIONS = 16;

  /** Far more than a fifth of a core makes in a round: none is asked for twice. */
  private static final int PEAK_LISTS = 50_000;

  private static final int CACHED = 2_000;
  private static final int USERS = 100;

  /**
   * Enough connections that it is the service that sheds load, not the generator, and the patience
   * of a player: the service lets work wait for 2 s before it sheds any (ADR 7).
   */
  private static final GeneratorOptions CROWD =
      new GeneratorOptions(1, 4_096, Duration.ofSeconds(5));

  @Override
  public String name() {
    return "faults";
  }

  @Override
  public CaseReport run(Ground ground) throws Exception {
    EmbeddedStores stores = ground.ownStores("faults");
    ground
        .program()
        .run(
            "faults-import",
            stores,
            List.of(
                "import",
                ground.places().catalogue().toString(),
                "--report",
                ground.work().resolve("faults-rejected.csv").toString()));
    List<User> users = ground.generateUsers("faults-users", stores, USERS);
    Service service = ground.serviceOf("faults", stores, ServiceOptions.defaults());
    Run run = new Run(ground, stores, service);
    run.overload();
    service.restart(ServiceOptions.defaults()); // each begins in health
    run.outage();
    service.restart(ServiceOptions.defaults());
    run.recovery(users.getFirst().token());
    service.close();
    stores.close();
    return new CaseReport(name(), run.findings, run.rounds, run.notes);
  }

  /** One run's parts. */
  private static final class Run {
    private final Ground ground;
    private final EmbeddedStores stores;
    private final Service service;
    private final StoredData data;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Round> rounds = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Run(Ground ground, EmbeddedStores stores, Service service) {
      this.ground = ground;
      this.stores = stores;
      this.service = service;
      this.data = new StoredData(stores);
    }

    /** Lists that the cache does not hold: work for the service, of which it can do so much. */
    void overload() throws Exception {
      Path file = ground.work().resolve("faults-lists.requests");
      List<String> lists = lists(400_000);
      Requests.write(file, lists.stream().map(list -> Requests.get(list, "")).toList());
      ground.say("faults: warming up, then holding the service to " + CORES + " cores");
      ground.wrk().run(service.url(), file, WARM_SECONDS);
      crowd(0, WARM_RATE, lists); // refusing too is slow at first
      Wrk few = ground.wrk().over(PEAK_CONNECTIONS);
      List<Double> goodputs = new ArrayList<>();
      try (CpuLimit limit = CpuLimit.on(service.process(), CORES)) {
        int most = ground.rounds() + SPARE_ROUNDS;
        for (int number = 1; number <= most && goodputs.size() < ground.rounds(); number++) {
          Round peak = peak(few, number, lists);
          int rate = Math.max(50, (int) (TIMES_PEAK * peak.rate()));
          Round over = overloaded(number, rate, lists);
          rounds.add(peak);
          rounds.add(over);
          // a peak that is none makes what is over it look good
          boolean counts = peak.errors() == 0 && over.errors() == 0;
          if (counts) {
            goodputs.add(over.rate() / peak.rate());
          }
          ground.say(
              String.format(
                  Locale.ROOT,
                  "faults: round %d: peak %,.0f/s; of %,d/s it did %,.0f/s: %.3f%s; %s",
                  number,
                  peak.rate(),
                  rate,
                  over.rate(),
                  over.rate() / peak.rate(),
                  counts ? "" : " VOID",
                  over.more()));
        }
        if (goodputs.size() < ground.rounds()) {
          throw new NotRunException(
              "only %d of %d peaks were without errors, and what was over them sent and refused as"
                      .formatted(goodputs.size(), most)
                  + " it should be");
        }
        notes.add("the service was held to " + CORES + " cores by " + limit.how());
      }
      findings.add(Statistics.summary("goodput", goodputs));
    }

    /** With lists of its own: those of the warm-up are partly still there. */
    private Round peak(Wrk few, int number, List<String> lists) throws Exception {
      Path file = ground.work().resolve("faults-peak.requests");
      Requests.write(
          file,
          lists.stream()
              .limit(PEAK_LISTS)
              .map(list -> Requests.get(list + "&peak=" + number, ""))
              .toList());
      return new Side(few, "at its peak", service.url(), service::cpuNanos, file)
          .measure(number, OVERLOAD_SECONDS);
    }

    private OpenLoopResult crowd(int number, int rate, List<String> lists) throws Exception {
      List<PreparedRequest> requests =
          lists.subList(0, Math.min(lists.size(), rate * (OVERLOAD_SECONDS + SECONDS))).stream()
              .map(list -> PreparedRequest.get(list + "&round=" + number, Map.of()))
              .toList();
      try (OpenLoop generator =
          OpenLoop.start(URI.create(service.url()), requests, CROWD, ground.work())) {
        return generator.run(
            new Pace(rate, Duration.ofSeconds(OVERLOAD_SECONDS), Duration.ofSeconds(SECONDS)));
      }
    }

    /**
     * Good is what came within the schedule: what was still in line at its end would be counted as
     * done in a time in which it was not. A refusal that says no Retry-After is an error, as is a
     * schedule that was not sent; who waits in vain is counted, and is not good.
     */
    private Round overloaded(int number, int rate, List<String> lists) throws Exception {
      OpenLoopResult result = crowd(number, rate, lists);
      return new Round(
          "at " + TIMES_PEAK + " times its peak",
          number,
          result.goodInTime(),
          result.bareRefusals() + (result.isVoid() ? 1 : 0),
          result.seconds(),
          Round.NO_CPU,
          Map.of(
              "sent", (double) result.sent(),
              "good_later", (double) (result.answersOf(200) - result.goodInTime()),
              "refused", (double) result.answersOf(503),
              "refused_without_retry_after", (double) result.bareRefusals(),
              "unanswered", (double) result.failed(),
              "p99_ms", result.millisAt(99)));
    }

    private static List<String> lists(int howMany) {
      Random random = new Random(1);
      return Stream.generate(() -> random)
          .limit(howMany)
          .map(dice -> "/api/series?skip=" + dice.nextInt(8_000) + "&limit=20&x=" + dice.nextLong())
          .toList();
    }

    /** Titles that were read before, while MySQL is there and while it is not. */
    void outage() throws Exception {
      Path file = ground.work().resolve("faults-titles.requests");
      Requests.write(
          file,
          LongStream.of(data.titles())
              .limit(CACHED)
              .mapToObj(id -> Requests.get("/api/series/" + id, ""))
              .toList());
      Side before = new Side(ground.wrk(), "MySQL there", service.url(), service::cpuNanos, file);
      Side during = new Side(ground.wrk(), "MySQL killed", service.url(), service::cpuNanos, file);
      ground.wrk().run(service.url(), file, 10);
      List<Double> ratios = new ArrayList<>();
      for (int number = 1; number <= ground.rounds(); number++) {
        ground.wrk().run(service.url(), file, 1); // MySQL may just have come back
        Round well = before.measure(number, SECONDS);
        stores.mysql().kill();
        Round ill = during.measure(number, SECONDS);
        stores.mysql().restart();
        rounds.add(well);
        rounds.add(ill);
        if (well.errors() + ill.errors() > 0) {
          throw new NotRunException(
              "cached reads failed: %d before, %d during the outage"
                  .formatted(well.errors(), ill.errors()));
        }
        ratios.add(ill.rate() / well.rate());
        ground.say(
            String.format(
                Locale.ROOT,
                "faults: round %d: cached reads %,.0f/s, without MySQL %,.0f/s: %.3f",
                number,
                well.rate(),
                ill.rate(),
                ill.rate() / well.rate()));
      }
      findings.add(Statistics.summary("cached_reads", ratios));
    }

    /** From the moment when a store answers again until the service does what needs it. */
    void recovery(String token) throws Exception {
      try (Recovery recovery = new Recovery(service, data, token)) {
        Map<String, Double> seconds = recovery.ofEach(stores);
        double worst = seconds.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        findings.add(Finding.of("recovery", worst));
        ground.say("faults: service was back " + seconds + " s after each store");
        notes.add("seconds until the service did again what needs the store: " + seconds);
      }
    }
  }
}
