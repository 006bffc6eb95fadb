package dev.yeoul.bench;

import dev.yeoul.bench.load.Wrk;
import dev.yeoul.bench.peer.BareVertx;
import dev.yeoul.bench.peer.Nginx;
import dev.yeoul.bench.process.Call;
import dev.yeoul.bench.process.Caller;
import dev.yeoul.bench.process.Catalogue;
import dev.yeoul.bench.process.Catalogue.Movie;
import dev.yeoul.bench.process.Places;
import dev.yeoul.bench.process.Program;
import dev.yeoul.bench.process.Service;
import dev.yeoul.bench.process.ServiceOptions;
import dev.yeoul.embedded.DataDirectory;
import dev.yeoul.embedded.EmbeddedStores;
import dev.yeoul.embedded.StoreOptions;
import dev.yeoul.embedded.StoreOptions.AppendFsync;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the cases stand on, each part started when it is first asked for and ended with {@link
 * #close()}. For one thread.
 */
public final class Ground implements AutoCloseable {
  /** The calling user's own subscription. */
  static final String SUBSCRIPTION = "/api/subscriptions/current";

  private static final Duration CACHE_LIMIT = Duration.ofMinutes(4);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final int USERS = 10_000;
  private static final String USERS_FILE = "users.out";

  private final Places places;
  private final int rounds;
  private final boolean quick;
  private final Say say;
  private final Program program;
  private final Deque<Closeable> started = new ArrayDeque<>();

  private boolean subscriptionsLearned;
  private boolean warm;
  private boolean usersSeen;
  private @Nullable Wrk wrk;
  private @Nullable EmbeddedStores stores;
  private @Nullable Service service;
  private @Nullable Nginx nginx;
  private @Nullable BareVertx bare;
  private @Nullable List<String> tokens;
  private @Nullable Catalogue catalogue;
  private @Nullable Million million;
  private @Nullable Audience audience;

  Ground(Places places, List<String> jvmOptions, int rounds, boolean quick, Say say)
      throws IOException {
    this.places = places;
    this.rounds = rounds;
    this.quick = quick;
    this.say = say;
    this.program = new Program(places, places.work(), jvmOptions);
    Files.createDirectories(places.work());
  }

  /** How many rounds count in a paired case. */
  public int rounds() {
    return rounds;
  }

  /** Whether the run must be short. */
  public boolean quick() {
    return quick;
  }

  public Places places() {
    return places;
  }

  /** The shipped jar's other commands. */
  public Program program() {
    return program;
  }

  /** Scratch folder of this run. */
  public Path work() {
    return places.work();
  }

  /** Tells the person who waits how far it is. */
  public void say(String line) {
    say.line(line);
  }

  /** The service's stores, Redis with appendfsync no, holding 8,786 titles with demo episodes. */
  public EmbeddedStores stores() throws IOException, InterruptedException {
    EmbeddedStores known = stores;
    if (known == null) {
      known = ownStores("stores");
      stores = known;
      say("importing the catalogue");
      program.run(
          "import",
          known,
          List.of(
              "import",
              places.catalogue().toString(),
              "--demo-episodes",
              "--report",
              work().resolve("rejected.csv").toString()));
    }
    return known;
  }

  /** Other stores with no data, ended with the ground at the latest. */
  public EmbeddedStores ownStores(String folder) throws IOException, InterruptedException {
    DataDirectory directory = DataDirectory.open(work().resolve(folder));
    directory.empty();
    EmbeddedStores own =
        EmbeddedStores.start(directory, StoreOptions.defaults().withAppendFsync(AppendFsync.NO));
    started.push(own::close);
    return own;
  }

  /** The service on {@link #stores()}, with default settings. */
  public Service service() throws IOException, InterruptedException {
    Service known = service;
    if (known == null) {
      EmbeddedStores on = stores();
      makeStartUpCache(on);
      say("starting the service");
      known = serviceOf("service", on, ServiceOptions.defaults());
      service = known;
    }
    return known;
  }

  /** A machine's first start makes the cache that all later ones use: those are measured. */
  private void makeStartUpCache(EmbeddedStores on) throws IOException, InterruptedException {
    Optional<String> wanted = program.wantedStartUpCache();
    if (wanted.isEmpty()) {
      return;
    }
    say("letting the service make its start-up cache, as a first start does");
    ServiceOptions options = ServiceOptions.defaults().withJavaOption(wanted.get());
    long deadline = System.nanoTime() + CACHE_LIMIT.toNanos();
    try (Service first = program.serve("first-start", on, options)) {
      while (program.wantedStartUpCache().isPresent()) {
        if (first.process().waitFor(LOOK) || System.nanoTime() > deadline) {
          say("no start-up cache was made: see " + first.log());
          return;
        }
      }
    }
  }

  /** How long the service is loaded before a case measures it: longer when it is new. */
  int warmUpSeconds() {
    Pacing pacing = Pacing.of(this);
    int seconds = warm ? pacing.warmUpSeconds() : pacing.firstWarmUpSeconds();
    warm = true;
    return seconds;
  }

  /**
   * Lets the service see each token once, as one that has been up for a while has: it looks up a
   * session and a subscription then, and keeps them.
   */
  void showEveryUser() throws Exception {
    if (!usersSeen) {
      say("letting the service see every user");
      try (Caller caller = new Caller(service().url())) {
        var _ = caller.callAll(subscriptions());
      }
      usersSeen = true;
    }
  }

  /** What asks for each user's subscription. */
  private List<Call> subscriptions() throws IOException, InterruptedException, NotRunException {
    return tokens().stream().map(token -> Call.of(SUBSCRIPTION).as(token)).toList();
  }

  /** The service was started anew, so its code is cold and it knows nobody. */
  void serviceRestarted() {
    warm = false;
    usersSeen = false;
  }

  /**
   * Another service, ended with the ground at the latest.
   *
   * @param name of its log
   */
  public Service serviceOf(String name, EmbeddedStores on, ServiceOptions options)
      throws IOException, InterruptedException {
    Service other = program.serve(name, on, options);
    started.push(other::close);
    return other;
  }

  /**
   * nginx with the service's own answers for titles and lists.
   *
   * @throws NotRunException where there is none
   */
  public Nginx nginx() throws IOException, InterruptedException, NotRunException {
    Nginx known = nginx;
    if (known == null) {
      List<Long> ids = catalogue().ids();
      say("starting nginx with the service's answers");
      known = nginxOf("nginx", service(), ids);
      nginx = known;
    }
    return known;
  }

  /**
   * Another nginx, with a service's answers for these titles, ended with the ground at the latest.
   *
   * @throws NotRunException where there is none
   */
  Nginx nginxOf(String folder, Service answers, List<Long> ids)
      throws IOException, InterruptedException, NotRunException {
    if (!Nginx.isThere()) {
      throw new NotRunException("there is no nginx on this machine: see ./yeoul doctor");
    }
    try (Caller caller = new Caller(answers.url())) {
      Nginx other = Nginx.start(work().resolve(folder), caller, ids);
      started.push(other::close);
      return other;
    }
  }

  /** The same, which knows the subscriptions of {@link #tokens()} too. */
  Nginx nginxWithSubscriptions() throws IOException, InterruptedException, NotRunException {
    Nginx known = nginx();
    if (!subscriptionsLearned) {
      List<Call> calls = subscriptions();
      say("telling nginx " + calls.size() + " subscriptions");
      try (Caller caller = new Caller(service().url())) {
        known.learnSubscriptions(caller, calls);
      }
      subscriptionsLearned = true;
      usersSeen = true;
    }
    return known;
  }

  /**
   * The generator of the cases of throughput.
   *
   * @throws NotRunException where there is none
   */
  Wrk wrk() throws IOException, InterruptedException, NotRunException {
    Wrk known = wrk;
    if (known == null) {
      if (!Wrk.isThere()) {
        throw new NotRunException("there is no wrk on this machine: see ./yeoul doctor");
      }
      known = new Wrk(work());
      wrk = known;
    }
    return known;
  }

  /** The bare Vert.x server, on {@link #stores()}'s Redis. */
  public BareVertx bare() throws IOException, InterruptedException {
    BareVertx known = bare;
    if (known == null) {
      tokens();
      List<Movie> movies = catalogue().movies();
      say("starting the bare Vert.x server");
      known =
          BareVertx.start(
              work().resolve("bare"),
              program,
              stores(),
              places.script("playback/record_progress.lua"),
              Files.readAllLines(work().resolve(USERS_FILE)),
              movies);
      bare = known;
      started.push(known::close);
    }
    return known;
  }

  /** Access tokens of 10,000 entitled users. */
  public List<String> tokens() throws IOException, InterruptedException {
    List<String> known = tokens;
    if (known == null) {
      known = generateUsers("users", stores(), USERS).stream().map(User::token).toList();
      tokens = known;
    }
    return known;
  }

  /**
   * Makes users with running subscriptions on any stores.
   *
   * @return all of them, with tokens good for a day
   */
  public List<User> generateUsers(String name, EmbeddedStores on, int howMany)
      throws IOException, InterruptedException {
    say("making " + howMany + " users");
    Path output = program.run(name, on, List.of("users", "generate", Integer.toString(howMany)));
    return Files.readAllLines(output).stream().map(User::of).toList();
  }

  /** What the service holds. */
  public Catalogue catalogue() throws IOException, InterruptedException {
    Catalogue known = catalogue;
    if (known == null) {
      try (Caller caller = new Caller(service().url())) {
        known = Catalogue.of(caller);
      }
      catalogue = known;
    }
    return known;
  }

  /** A service over a million titles, on stores of its own. */
  Million million() throws IOException, InterruptedException {
    Million known = million;
    if (known == null) {
      known = Million.start(this);
      million = known;
    }
    return known;
  }

  /** A service whose viewers have histories, on stores of its own. */
  Audience audience() throws Exception {
    Audience known = audience;
    if (known == null) {
      known = Audience.start(this);
      audience = known;
    }
    return known;
  }

  /** Ends all that was started, the last one first. */
  @Override
  public void close() throws IOException {
    Closeable first = started.pollLast();
    if (first != null) {
      try (first) {
        close(); // what was started after it
      }
    }
  }
}
