package dev.yeoul.bench;

import dev.yeoul.bench.peer.MongoBulk;
import dev.yeoul.bench.process.ProcessFigures;
import dev.yeoul.bench.process.RedisProbe;
import dev.yeoul.bench.process.Service;
import dev.yeoul.bench.process.ServiceOptions;
import dev.yeoul.bench.process.StoredData;
import dev.yeoul.embedded.EmbeddedStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bson.RawBsonDocument;

/**
 * A backlog of a million events, which a process of role worker brings to MongoDB and MySQL, beside
 * mongod's own bulk insert of the same documents. In parts, so that both sides take turns: the
 * worker is stopped while a part is put into the streams, and the part is drained to the last one.
 */
final class WorkerBacklogCase implements BenchCase {
  private static final int EVENTS = 1_000_000;
  private static final int PARTS = 8;
  private static final int WARM_UP = 100_000;
  private static final int USERS = 10_000;
  private static final long LOOK_MILLIS = 10;
  private static final long LIMIT_NANOS = 180_000_000_000L;

  @Override
  public String name() {
    return "worker-backlog";
  }

  @Override
  public CaseReport run(Ground ground) throws Exception {
    EmbeddedStores stores = ground.ownStores("backlog");
    ground.say("importing the catalogue for the worker");
    ground
        .program()
        .run(
            "backlog-import",
            stores,
            List.of(
                "import",
                ground.places().catalogue().toString(),
                "--report",
                ground.work().resolve("backlog-rejected.csv").toString()));
    ground.generateUsers("backlog-users", stores, USERS);
    ServiceOptions options = ServiceOptions.defaults().with("YEOUL_ROLE", "worker");
    Service worker = ground.serviceOf("worker", stores, options);
    StoredData data = new StoredData(stores);
    try (RedisProbe redis = RedisProbe.of(stores);
        MongoBulk bulk = new MongoBulk(stores)) {
      // A rewrite of the append-only file would fall into one side's turn and not the other's.
      redis.ask("CONFIG", "SET", "auto-aof-rewrite-percentage", "0");
      return new Run(ground, stores, worker, redis, bulk, data).report();
    } finally {
      worker.close();
      stores.close();
    }
  }

  /** One run's parts. */
  private static final class Run {
    private final Ground ground;
    private final EmbeddedStores stores;
    private final Service worker;
    private final RedisProbe redis;
    private final Backlog backlog;
    private final MongoBulk bulk;
    private final StoredData data;
    private final ViewingEvents events;
    private final List<Round> rounds = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();
    private final List<Double> toBare = new ArrayList<>();

    Run(
        Ground ground,
        EmbeddedStores stores,
        Service worker,
        RedisProbe redis,
        MongoBulk bulk,
        StoredData data)
        throws Exception {
      this.ground = ground;
      this.stores = stores;
      this.worker = worker;
      this.redis = redis;
      this.backlog = new Backlog(redis);
      this.bulk = bulk;
      this.data = data;
      this.events = new ViewingEvents(data.users(), data.movies());
    }

    CaseReport report() throws Exception {
      int part = EVENTS / PARTS;
      ground.say("worker-backlog: warming up with " + WARM_UP + " events");
      measure(0, WARM_UP);
      rounds.clear();
      ratios.clear();
      toBare.clear();
      for (int number = 1; number <= PARTS; number++) {
        measure(number, part);
      }
      requireAll(WARM_UP + (long) PARTS * part);
      return new CaseReport(
          "worker-backlog",
          List.of(
              Statistics.summary("ratio", ratios),
              Statistics.summary("ratio_to_bare_collection", toBare)),
          rounds,
          List.of(
              "the peer's collection has the validator and the indexes of viewing_logs; against a"
                  + " bare one see ratio_to_bare_collection",
              "all %,d events were there once in MongoDB, and %,d positions in MySQL"
                  .formatted(bulk.stored(), data.positions())));
    }

    private void measure(int number, int howMany) throws Exception {
      worker.process().freeze();
      List<RawBsonDocument> documents;
      try {
        documents = events.put(redis, howMany);
      } finally {
        if (number % 2 == 0) {
          worker.process().thaw();
        }
      }
      Round mine;
      double alike;
      double bare;
      if (number % 2 == 0) {
        mine = drain(number, howMany);
        alike = insert(number, documents, true);
        bare = insert(number, documents, false);
      } else {
        bare = insert(number, documents, false);
        alike = insert(number, documents, true);
        worker.process().thaw();
        mine = drain(number, howMany);
      }
      rounds.add(mine);
      ratios.add(mine.rate() / alike);
      toBare.add(mine.rate() / bare);
      ground.say(
          String.format(
              Locale.ROOT,
              "worker-backlog: round %d of %d: %,.0f/s and %,.0f/s (bare %,.0f/s): %.3f, median %.3f",
              number,
              PARTS,
              mine.rate(),
              alike,
              bare,
              mine.rate() / alike,
              Statistics.median(ratios.stream().mapToDouble(Double::doubleValue).toArray())));
    }

    private Round drain(int number, int howMany) throws Exception {
      long cpu = worker.cpuNanos();
      long from = System.nanoTime();
      while (backlog.size() > 0) {
        if (System.nanoTime() - from > LIMIT_NANOS) {
          throw new NotRunException(
              "the worker still has " + backlog.size() + " of " + howMany + " entries to store");
        }
        Thread.sleep(LOOK_MILLIS);
      }
      double seconds = (System.nanoTime() - from) / 1e9;
      double micros = (worker.cpuNanos() - cpu) / 1e3 / howMany;
      return new Round("worker", number, howMany, 0, seconds, micros, Map.of());
    }

    private double insert(int number, List<RawBsonDocument> documents, boolean alike) {
      long mongod = stores.mongo().pid();
      long cpu = ProcessFigures.cpuNanos(mongod);
      double seconds = bulk.insert(documents, alike) / 1e9;
      double micros = (ProcessFigures.cpuNanos(mongod) - cpu) / 1e3 / documents.size();
      String side = alike ? "mongod" : "mongod, bare collection";
      rounds.add(new Round(side, number, documents.size(), 0, seconds, micros, Map.of()));
      return documents.size() / seconds;
    }

    private void requireAll(long howMany) throws Exception {
      if (bulk.stored() != howMany || data.positions() != events.distinct()) {
        throw new NotRunException(
            "%,d events became %,d documents, and %,d pairs of viewer and episode %,d positions"
                .formatted(howMany, bulk.stored(), events.distinct(), data.positions()));
      }
    }
  }
}
