package dev.yeoul.bench;

import dev.yeoul.bench.process.Call;
import dev.yeoul.bench.process.Caller;
import dev.yeoul.bench.process.Service;
import dev.yeoul.bench.process.ServiceOptions;
import dev.yeoul.bench.process.StoredData;
import dev.yeoul.bench.process.StoredData.Title;
import dev.yeoul.bench.process.StoredData.Watched;
import dev.yeoul.embedded.EmbeddedStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A service of its own whose 10,000 viewers have histories, and a model that was trained on them.
 * Its stores are its own too: histories, ratings and a model would change what the other cases
 * measure, and theirs what these do.
 *
 * @param titles the ids of all
 * @param tastes of what is watched from now on
 * @param note how it was made
 */
record Audience(
    Service service,
    StoredData data,
    List<Viewer> viewers,
    List<Long> titles,
    Tastes tastes,
    String note) {
  private static final int USERS = 10_000;
  private static final long SEED = 1;
  private static final Duration PAST = Duration.ofDays(60);
  private static final double COMPLETED = 0.7;
  private static final long UNKNOWN_LENGTH_SECONDS = 3_600;

  /** Nodes look for a new model every few seconds. */
  private static final Duration MODEL_LIMIT = Duration.ofMinutes(1);

  private static final Duration LOOK = Duration.ofMillis(250);

  Audience {
    viewers = List.copyOf(viewers);
    titles = List.copyOf(titles);
  }

  /**
   * A user who has watched something.
   *
   * @param watched ids of series
   */
  record Viewer(User user, List<Long> watched) {
    Viewer {
      watched = List.copyOf(watched);
    }

    /** Asks what to watch next. */
    Call page() {
      return Call.of("/api/recommendations").as(user.token());
    }
  }

  /** Reads a title: a {@link PreparedCalls.Source}. */
  Call title(Ground ground, Random random) {
    return Call.of("/api/series/" + titles.get(random.nextInt(titles.size())));
  }

  /** Who watched what before a case began. */
  private record Past(List<Viewer> viewers, int events) {}

  static Audience start(Ground ground) throws Exception {
    EmbeddedStores stores = ground.ownStores("audience");
    ground.say("importing the catalogue for the audience");
    ground
        .program()
        .run(
            "audience-import",
            stores,
            List.of(
                "import",
                ground.places().catalogue().toString(),
                "--demo-episodes",
                "--report",
                ground.work().resolve("audience-rejected.csv").toString()));
    List<User> users = ground.generateUsers("audience-users", stores, USERS);
    StoredData data = new StoredData(stores);
    List<Title> titles = data.watchable();
    Random random = new Random(SEED);
    Tastes tastes = new Tastes(titles, random);
    ground.say("writing their histories");
    Past past = writePast(users, tastes, data, random);
    ground.say("training a model on " + past.events() + " events");
    long from = System.nanoTime();
    Path said = ground.program().train("audience-training", stores);
    double seconds = (System.nanoTime() - from) / 1e9;
    Service service = ground.serviceOf("audience", stores, ServiceOptions.defaults());
    awaitModel(service, past.viewers().getFirst());
    String note =
        String.format(
            Locale.ROOT,
            "%,d events of %,d viewers; training took %.0f s and ended with: %s",
            past.events(),
            users.size(),
            seconds,
            Files.readAllLines(said).getLast());
    List<Long> ids = titles.stream().map(Title::series).toList();
    return new Audience(service, data, past.viewers(), ids, tastes, note);
  }

  private static Past writePast(List<User> users, Tastes tastes, StoredData data, Random random)
      throws Exception {
    long now = data.nowMillis();
    List<Viewer> viewers = new ArrayList<>(users.size());
    List<Watched> all = new ArrayList<>();
    for (User user : users) {
      List<Title> history =
          tastes.history().stream().sorted(Comparator.comparingLong(Title::series)).toList();
      viewers.add(new Viewer(user, history.stream().map(Title::series).toList()));
      history.forEach(title -> all.add(watched(user, title, now, random)));
    }
    data.add(all);
    return new Past(viewers, all.size());
  }

  private static Watched watched(User user, Title title, long now, Random random) {
    boolean completed = random.nextDouble() < COMPLETED;
    long length = title.seconds() > 0 ? title.seconds() : UNKNOWN_LENGTH_SECONDS;
    long seconds = completed ? length : random.nextLong(length);
    return new Watched(
        user.id(), title, seconds, completed, now - 1 - random.nextLong(PAST.toMillis()));
  }

  private static void awaitModel(Service service, Viewer viewer)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + MODEL_LIMIT.toNanos();
    Call page = viewer.page();
    try (Caller caller = new Caller(service.url())) {
      while (RecommendedPage.of(caller.get(page.target(), page.headers()))
          .modelVersion()
          .equals(RecommendedPage.NO_MODEL)) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("the service does not take the model: " + service.log());
        }
        Thread.sleep(LOOK);
      }
    }
  }
}
