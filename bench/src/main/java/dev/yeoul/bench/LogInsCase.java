package dev.yeoul.bench;

import dev.yeoul.bench.OpenLoopSide.Measured;
import dev.yeoul.bench.load.GeneratorOptions;
import dev.yeoul.bench.load.OpenLoopResult;
import dev.yeoul.bench.load.Pace;
import dev.yeoul.bench.load.PreparedRequest;
import dev.yeoul.bench.process.Answer;
import dev.yeoul.bench.process.Caller;
import dev.yeoul.bench.process.Service;
import dev.yeoul.bench.process.ServiceOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;

/**
 * Readers of titles at 30 % of the peak, while others log in: first as many as one core can hash
 * with bcrypt of cost 12, then ten times more.
 */
final class LogInsCase implements BenchCase {
  private static final String NAME = "log-ins";
  private static final String PASSWORD = "over the rapids";
  private static final int USERS = 8;
  private static final double READERS = 0.3;
  private static final int CALM = 2;
  private static final int STORM = 50;
  private static final Duration CALM_LASTS = Duration.ofSeconds(6);
  private static final Duration STORM_LASTS = Duration.ofSeconds(6);
  private static final Duration WARM_UP = Duration.ofMillis(500);
  private static final int SPARE_ROUNDS = 3;

  /** Longer than the service lets a log-in wait, and room for all that may wait. */
  private static final GeneratorOptions PATIENT =
      new GeneratorOptions(1, 600, Duration.ofSeconds(20));

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public CaseReport run(Ground ground) throws Exception {
    ServiceOptions options = ServiceOptions.defaults().with("BCRYPT_COST", "12");
    try (Service service = ground.serviceOf(NAME, ground.stores(), options);
        OpenLoopSide readers =
            OpenLoopSide.start(
                "readers",
                service.url(),
                service::cpuNanos,
                PreparedCalls.of(ground, NAME, Reads::title),
                ground.work());
        OpenLoopSide users =
            OpenLoopSide.start(
                "log-ins",
                service.url(),
                service::cpuNanos,
                logIns(service),
                PATIENT,
                ground.work())) {
      Reads.everyTitle(ground, service.url());
      ground.say(NAME + ": looking for the readers' peak");
      int rate = (int) (READERS * readers.peak());
      ground.say(NAME + ": readers at " + rate + "/s");
      // bcrypt's code gets compiled before it counts
      users.measure(0, new Pace(CALM, CALM_LASTS, Duration.ZERO));
      return new Rounds(ground, readers, users, rate).run();
    }
  }

  /** Registers some users of its own, because the generated ones' password is nobody's to know. */
  private static List<PreparedRequest> logIns(Service service)
      throws IOException, InterruptedException {
    List<PreparedRequest> requests = new ArrayList<>();
    try (Caller caller = new Caller(service.url())) {
      for (int i = 0; i < USERS; i++) {
        String email = "bench-" + service.pid() + "-" + i + "@load.invalid";
        String account =
            "{\"email\":\"%s\",\"password\":\"%s\",\"name\":\"Bench\"}".formatted(email, PASSWORD);
        Answer answer = caller.post("/api/register", Map.of(), account);
        if (answer.status() != 201) {
          throw new IllegalStateException("registering was answered with " + answer.status());
        }
        String form =
            "username=" + email.replace("@", "%40") + "&password=" + PASSWORD.replace(' ', '+');
        requests.add(
            new PreparedRequest(
                "POST",
                "/api/token",
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                form));
      }
    }
    return requests;
  }

  /** A calm and a storm in turn, until enough of both count. */
  private static final class Rounds {
    private final Ground ground;
    private final OpenLoopSide readers;
    private final OpenLoopSide users;
    private final int rate;
    private final List<Round> rounds = new ArrayList<>();
    private final List<Double> calmP99 = new ArrayList<>();
    private final List<Double> stormP99 = new ArrayList<>();
    private final List<Double> accepted = new ArrayList<>();
    private final List<Double> refusalP99 = new ArrayList<>();
    private long failedReaders;
    private long failedLogIns;
    private long wrongRefusals;

    Rounds(Ground ground, OpenLoopSide readers, OpenLoopSide users, int rate) {
      this.ground = ground;
      this.readers = readers;
      this.users = users;
      this.rate = rate;
    }

    CaseReport run() throws IOException, InterruptedException, NotRunException {
      int wanted = ground.rounds();
      for (int number = 1;
          number <= wanted + SPARE_ROUNDS && Math.min(calmP99.size(), stormP99.size()) < wanted;
          number++) {
        calm(number);
        storm(number);
      }
      if (Math.min(calmP99.size(), stormP99.size()) < wanted) {
        throw new NotRunException(
            "the readers' generator fell behind its schedule in too many rounds");
      }
      return new CaseReport(NAME, findings(), rounds, List.of());
    }

    private void calm(int number) throws IOException, InterruptedException {
      Both both =
          together(number, "calm", new Pace(CALM, CALM_LASTS, WARM_UP), Rounds::failedLogIns);
      failedLogIns += failedLogIns(both.users());
      take("calm", number, both, calmP99);
    }

    private void storm(int number) throws IOException, InterruptedException {
      Both both =
          together(number, "storm", new Pace(STORM, STORM_LASTS, WARM_UP), Rounds::wrongRefusals);
      OpenLoopResult result = both.users();
      wrongRefusals += wrongRefusals(result);
      accepted.add((double) result.answersOf(200));
      refusalP99.add(result.millisAt(99));
      take("storm", number, both, stormP99);
    }

    private static long failedLogIns(OpenLoopResult result) {
      return result.scheduled() - result.answersOf(200);
    }

    /** A storm may be let in or told when to come again, and nothing else. */
    private static long wrongRefusals(OpenLoopResult result) {
      long right = result.answersOf(200) + result.answersOf(503) - result.bareRefusals();
      return result.scheduled() - right;
    }

    private void take(String what, int number, Both both, List<Double> p99) {
      OpenLoopResult result = both.readers();
      // A void run has no figures, but whom it failed it failed.
      failedReaders += result.errors();
      if (!result.isVoid()) {
        p99.add(result.millisAt(99));
      }
      ground.say(
          String.format(
              Locale.ROOT,
              "%s: round %d, %s: readers' p99 %.1f ms%s, log-ins %s %s",
              NAME,
              number,
              what,
              result.millisAt(99),
              result.isVoid() ? " VOID" : "",
              both.users().statuses(),
              both.users().failures()));
    }

    private record Both(OpenLoopResult readers, OpenLoopResult users) {}

    private Both together(
        int number, String what, Pace logIns, ToLongFunction<OpenLoopResult> wrong)
        throws IOException, InterruptedException {
      try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
        Future<Measured> logging = thread.submit(() -> users.measure(number, logIns, wrong));
        Measured reading = readers.measure(number, new Pace(rate, logIns.duration(), WARM_UP));
        rounds.add(reading.round().of("readers, " + what));
        Measured logged = logging.get();
        rounds.add(logged.round().of("log-ins, " + what));
        return new Both(reading.result(), logged.result());
      } catch (ExecutionException e) {
        throw new IOException("the log-ins' generator failed", e.getCause());
      }
    }

    private List<Finding> findings() {
      return List.of(
          Statistics.summary("readers_p99_beside_log_ins", calmP99),
          Statistics.summary("readers_p99_in_storm", stormP99),
          exact("failed_readers", failedReaders),
          exact("failed_log_ins", failedLogIns),
          exact("wrong_refusals", wrongRefusals),
          Statistics.summary("accepted_in_storm", accepted),
          Statistics.summary("log_ins_p99_in_storm", refusalP99));
    }

    private static Finding exact(String measure, long count) {
      return Finding.of(measure, (double) count);
    }
  }
}
