package dev.yeoul.bench;

import dev.yeoul.bench.peer.BareVertx;
import dev.yeoul.bench.process.RedisProbe;
import dev.yeoul.bench.process.Service;
import dev.yeoul.bench.process.ServiceOptions;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Progress writes of 10,000 entitled users, beside a bare Vert.x server that runs the same script.
 * The service's worker is on and does its work meanwhile; before the peer's turn it is let finish.
 */
final class ProgressCase implements BenchCase {
  private static final String NAME = "progress";

  /** The time of a write is its own; all else must be the same. */
  static final Pattern TIME = Pattern.compile("\"updated_at\":\"[^\"]+\"");

  /** The code of a write is met here first, and is more than a read's. */
  private static final int MORE_WARM_UP_SECONDS = 10;

  private static final int ALWAYS_ROUNDS = 3;
  private static final long COUNTED_WRITES = 20_000;
  private static final Duration COUNTING_LIMIT = Duration.ofMinutes(3);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public CaseReport run(Ground ground) throws Exception {
    PreparedCalls calls = PreparedCalls.of(ground, NAME, Reads::progress);
    try (RedisProbe redis = RedisProbe.of(ground.stores())) {
      // A rewrite of the append-only file would fall into one side's turn and not the other's.
      redis.ask("CONFIG", "SET", "auto-aof-rewrite-percentage", "0");
      return new Run(ground, calls, redis).report();
    }
  }

  /** One run's parts. */
  private static final class Run {
    private final Ground ground;
    private final RedisProbe redis;
    private final Backlog backlog;
    private final Service service;
    private final Side ours;
    private final Side peer;
    private final PreparedCalls calls;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Round> rounds = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Run(Ground ground, PreparedCalls calls, RedisProbe redis) throws Exception {
      this.ground = ground;
      this.calls = calls;
      this.redis = redis;
      this.backlog = new Backlog(redis);
      this.service = ground.service();
      BareVertx bare = ground.bare();
      this.ours =
          new Side(
              ground.wrk(),
              "yeoul",
              service.url(),
              service::cpuNanos,
              calls.file(),
              backlog::awaitEmpty);
      this.peer =
          new Side(
              ground.wrk(),
              "bare Vert.x",
              bare.url(),
              bare::cpuNanos,
              calls.file(),
              backlog::awaitEmpty);
    }

    CaseReport report() throws Exception {
      ground.showEveryUser();
      try (AnswerCheck check = new AnswerCheck(ours.url(), peer.url(), calls.calls(), TIME)) {
        PairedRounds.Result result =
            new PairedRounds(ground, NAME, ours, peer, () -> prepare(check))
                .warmUp(
                    ground.warmUpSeconds() + MORE_WARM_UP_SECONDS,
                    Pacing.of(ground).firstWarmUpSeconds())
                .run(ground.rounds());
        findings.add(Statistics.summary("ratio", result.ratios()));
        rounds.addAll(result.rounds());
        requireGoodPeer(result);
        withEveryWriteSynced(check);
      }
      countCommands();
      return new CaseReport(NAME, findings, rounds, notes);
    }

    private void prepare(AnswerCheck check) throws java.io.IOException, InterruptedException {
      BareVertx.dropStreams(redis);
      check.run();
    }

    private void requireGoodPeer(PairedRounds.Result result) throws Exception {
      double best =
          result.rounds().stream()
              .filter(round -> round.side().equals(peer.name()))
              .mapToDouble(Round::rate)
              .max()
              .orElse(0);
      backlog.awaitEmpty();
      String script = Files.readString(ground.places().script("playback/record_progress.lua"));
      notes.add(
          new PeerProof(ground.stores(), redis, redis.ask("SCRIPT", "LOAD", script))
              .require(best, findings));
    }

    private void withEveryWriteSynced(AnswerCheck check) throws Exception {
      redis.ask("CONFIG", "SET", "appendfsync", "always");
      try {
        PairedRounds.Result synced =
            new PairedRounds(
                    ground,
                    NAME + ", appendfsync always",
                    ours.named("yeoul, appendfsync always"),
                    peer.named("bare Vert.x, appendfsync always"),
                    () -> prepare(check))
                .run(ALWAYS_ROUNDS);
        findings.add(Statistics.summary("ratio_at_appendfsync_always", synced.ratios()));
        rounds.addAll(synced.rounds());
      } finally {
        redis.ask("CONFIG", "SET", "appendfsync", "no");
      }
    }

    /** Without a worker, whose commands are not part of accepting a write. */
    private void countCommands() throws Exception {
      ground.say(NAME + ": counting Redis commands of a service that has no worker");
      service.restart(ServiceOptions.defaults().with("YEOUL_ROLE", "api"));
      try {
        Side mine =
            new Side(ground.wrk(), "yeoul, counted", ours.url(), ours.cpuNanos(), calls.file());
        Side theirs =
            new Side(
                ground.wrk(), "bare Vert.x, counted", peer.url(), peer.cpuNanos(), calls.file());
        // The first sight of a token asks for its session: that is a user's first write, not each.
        ground.serviceRestarted();
        ground.showEveryUser();
        double our = commandsPerWrite(mine);
        double their = commandsPerWrite(theirs);
        findings.add(Finding.of("extra_commands", our - their));
        notes.add(
            String.format(
                Locale.ROOT,
                "%.3f Redis commands a write, those of the script included; the peer's %.3f",
                our,
                their));
      } finally {
        BareVertx.dropStreams(redis);
        service.restart(ServiceOptions.defaults());
        ground.serviceRestarted();
        ground.say(NAME + ": waiting for the worker");
        backlog.awaitEmpty();
      }
    }

    private double commandsPerWrite(Side side) throws Exception {
      long before = commands();
      long requests = load(side, 1, COUNTED_WRITES);
      long ran = commands() - before - 1; // the first of our own two questions
      return (double) ran / requests;
    }

    /** Loads a side until it has answered so many. */
    private long load(Side side, int number, long atLeast) throws Exception {
      long deadline = System.nanoTime() + COUNTING_LIMIT.toNanos();
      long requests = 0;
      while (requests < atLeast) {
        Round round = side.measure(number, Pacing.of(ground).roundSeconds());
        requests += round.requests();
        rounds.add(round);
        if (round.errors() > 0 || System.nanoTime() > deadline) {
          throw new NotRunException(
              "there were errors, or too few writes, while commands were counted");
        }
      }
      return requests;
    }

    private long commands() throws java.io.IOException {
      return redis.calls().values().stream().mapToLong(Long::longValue).sum();
    }
  }
}
