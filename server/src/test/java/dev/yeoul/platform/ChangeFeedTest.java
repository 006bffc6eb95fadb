package dev.yeoul.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.yeoul.embedded.SharedStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes on the same stores: what one changes, the other hears, message or no message. */
class ChangeFeedTest {
  private final Vertx vertx = Vertx.vertx();
  private final Set<String> heard = new ConcurrentSkipListSet<>();
  private Database database = open();
  private RedisPipeline redis = new RedisPipeline(vertx, redisServer());
  private ChangePoller other = poller();

  @BeforeEach
  void theOtherNodeFollows() {
    database.migrate();
    other.start(redis);
  }

  @AfterEach
  void close() {
    other.close();
    redis.close();
    database.close();
    vertx.close();
  }

  @Test
  void a_change_reaches_the_other_node_without_any_message() {
    ChangeFeed silent = new ChangeFeed(database.jdbi(), null, Clock.systemUTC());
    String tag = "series:" + UUID.randomUUID();

    change(silent, tag);

    await().untilAsserted(() -> assertThat(heard).contains(tag));
  }

  @Test
  void a_transaction_that_commits_late_is_not_missed() throws Exception {
    ChangeFeed silent = new ChangeFeed(database.jdbi(), null, Clock.systemUTC());
    String early = "early:" + UUID.randomUUID();
    String late = "late:" + UUID.randomUUID();
    CountDownLatch numbered = new CountDownLatch(1);
    CountDownLatch seen = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> slow =
          threads.submit(() ->
              database
                  .jdbi()
                  .useTransaction(handle -> {
                    handle.execute(
                        "INSERT INTO outbox (event, tags, created_at)"
                            + " VALUES ('SeriesChanged', JSON_ARRAY(?), UTC_TIMESTAMP(6))",
                        late);
                    numbered.countDown();
                    awaitQuietly(seen);
                  }));
      numbered.await();
      change(silent, early);
      await().untilAsserted(() -> assertThat(heard).contains(early));
      assertThat(heard).doesNotContain(late);
      seen.countDown();
      slow.get();
    }
    await().untilAsserted(() -> assertThat(heard).contains(late));
  }

  @Test
  void nothing_is_told_of_what_was_rolled_back() {
    ChangeFeed feed = new ChangeFeed(database.jdbi(), redis, Clock.systemUTC());
    Set<String> here = new ConcurrentSkipListSet<>();
    feed.listen(here::addAll);

    assertThatThrownBy(() ->
            feed.transact((handle, log) -> {
              log.add("SeriesChanged", "never");
              throw new IllegalArgumentException("no");
            }))
        .hasMessage("no");
    assertThat(here).isEmpty();
  }

  @Test
  void the_writer_itself_hears_before_its_call_returns() {
    ChangeFeed feed = new ChangeFeed(database.jdbi(), redis, Clock.systemUTC());
    Set<String> here = new ConcurrentSkipListSet<>();
    feed.listen(here::addAll);

    feed.transact((handle, log) -> {
      log.add("SeriesChanged", "series:1", "catalog");
      return true;
    });

    assertThat(here).containsExactlyInAnyOrder("series:1", "catalog");
  }

  @Test
  void a_node_is_told_of_a_change_once_whichever_ways_it_comes() {
    ChangeFeed feed = new ChangeFeed(database.jdbi(), redis, Clock.systemUTC());
    ChangeFeed stranger = new ChangeFeed(database.jdbi(), redis, Clock.systemUTC());
    List<String> here = new CopyOnWriteArrayList<>();
    feed.listen(here::addAll);
    try (ChangePoller poller = poller(feed)) {
      poller.start(redis);
      await()
          .until(() -> {
            publish(-1, "subscribed");
            return here.contains("subscribed");
          });
      String mine = "series:" + UUID.randomUUID();
      String anothers = "series:" + UUID.randomUUID();

      change(feed, mine);
      change(stranger, anothers);

      String last = "series:" + UUID.randomUUID();
      publish(-2, "published");
      insert(last, 0);
      await().untilAsserted(() -> assertThat(here).contains("published", last));
      assertThat(here).containsOnlyOnce(mine, anothers);
    }
  }

  private static void change(ChangeFeed feed, String tag) {
    feed.transact((handle, log) -> {
      log.add("SeriesChanged", tag);
      return true;
    });
  }

  private void publish(long id, String tag) {
    String message = "{\"ids\": [%d], \"tags\": [\"%s\"]}".formatted(id, tag);
    RedisPipeline.await(
        redis.send(Request.cmd(Command.PUBLISH).arg(ChangeFeed.CHANNEL).arg(message)));
  }

  @Test
  void where_mysql_was_restored_everything_is_told_and_numbers_count_anew() {
    ChangeFeed silent = new ChangeFeed(database.jdbi(), null, Clock.systemUTC());
    String before = "series:" + UUID.randomUUID();
    change(silent, before);
    await().untilAsserted(() -> assertThat(heard).contains(before));

    database
        .jdbi()
        .useHandle(handle -> {
          handle.execute("DELETE FROM outbox");
          handle.execute("ALTER TABLE outbox AUTO_INCREMENT = 1");
        });
    await().untilAsserted(() -> assertThat(heard).contains(ChangeListener.ALL));

    String after = "series:" + UUID.randomUUID();
    change(silent, after);
    await().untilAsserted(() -> assertThat(heard).contains(after));
  }

  @Test
  void a_message_of_another_version_is_left_to_the_poll() {
    ChangeFeed feed = new ChangeFeed(database.jdbi(), redis, Clock.systemUTC());
    List<String> here = new CopyOnWriteArrayList<>();
    feed.listen(here::addAll);

    feed.heard("[\"series:1\"]");
    feed.heard("{\"ids\": [-3], \"tags\": [\"series:2\"]}");

    assertThat(here).containsExactly("series:2");
  }

  @Test
  void a_change_reaches_who_listens_to_redis_alone() {
    ChangeFeed feed = new ChangeFeed(database.jdbi(), redis, Clock.systemUTC());
    List<String> messages = new CopyOnWriteArrayList<>();
    RedisSubscription subscription = redis.subscribe(ChangeFeed.CHANNEL, messages::add);
    try {
      await()
          .until(() -> {
            publish(-4, "subscribed");
            return !messages.isEmpty();
          });
      String tag = "series:" + UUID.randomUUID();
      change(feed, tag);
      await()
          .untilAsserted(
              () -> assertThat(messages).anySatisfy(message -> assertThat(message).contains(tag)));
    } finally {
      subscription.close();
    }
  }

  @Test
  void a_deadlocks_victim_does_its_work_again() throws Exception {
    ChangeFeed feed = new ChangeFeed(database.jdbi(), null, Clock.systemUTC());
    String[] emails = {UUID.randomUUID() + "@a", UUID.randomUUID() + "@b"};
    for (String email : emails) {
      feed.transact((handle, log) ->
          handle.execute(
              "INSERT INTO users (email, hashed_password, created_at) VALUES (?, '', NOW())",
              email));
    }
    CountDownLatch bothHoldOne = new CountDownLatch(2);
    AtomicInteger attempts = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> forwards =
          threads.submit(() -> lockBoth(feed, emails[0], emails[1], bothHoldOne, attempts));
      Future<?> backwards =
          threads.submit(() -> lockBoth(feed, emails[1], emails[0], bothHoldOne, attempts));
      forwards.get();
      backwards.get();
    }
    assertThat(attempts).hasValue(3); // two, and the victim's second
    assertThat(heardOnce("first:" + emails[0])).isTrue();
    assertThat(heardOnce("first:" + emails[1])).isTrue();
  }

  private static void lockBoth(
      ChangeFeed feed,
      String first,
      String second,
      CountDownLatch bothHoldOne,
      AtomicInteger attempts) {
    AtomicBoolean again = new AtomicBoolean();
    feed.transact((handle, log) -> {
      attempts.incrementAndGet();
      log.add("UserChanged", "first:" + first);
      handle.execute("UPDATE users SET name = 'x' WHERE email = ?", first);
      if (!again.getAndSet(true)) {
        bothHoldOne.countDown();
        awaitQuietly(bothHoldOne);
      }
      return handle.execute("UPDATE users SET name = 'y' WHERE email = ?", second);
    });
  }

  private boolean heardOnce(String tag) {
    return rows(tag) == 1;
  }

  private int rows(String tag) {
    return database
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery("SELECT COUNT(*) FROM outbox WHERE tags = JSON_ARRAY(:tag)")
                .bind("tag", tag)
                .mapTo(int.class)
                .one());
  }

  @Test
  void rows_of_two_days_ago_are_forgotten_and_newer_ones_stay() {
    String old = "old:" + UUID.randomUUID();
    String recent = "recent:" + UUID.randomUUID();
    insert(old, 49);
    insert(recent, 1);
    try (ChangePoller fresh = poller()) {
      fresh.start(redis);
      await().until(() -> !heardOnce(old));
    }
    assertThat(heardOnce(recent)).isTrue();
  }

  @Test
  void however_many_rows_are_old_they_are_forgotten_soon_but_for_the_last() {
    String old = "old:" + UUID.randomUUID();
    database
        .jdbi()
        .useHandle(handle ->
            handle.execute(
                """
                INSERT INTO outbox (event, tags, created_at)
                WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 900)
                SELECT 'SeriesChanged', JSON_ARRAY(?), UTC_TIMESTAMP(6) - INTERVAL 49 HOUR
                FROM n, (SELECT 1 UNION SELECT 2 UNION SELECT 3) AS thrice
                """,
                old));
    try (ChangePoller fresh = poller()) {
      fresh.start(redis);
      await().untilAsserted(() -> assertThat(rows(old)).isOne());
    }
  }

  private void insert(String tag, int hoursAgo) {
    database
        .jdbi()
        .useHandle(handle ->
            handle.execute(
                "INSERT INTO outbox (event, tags, created_at)"
                    + " VALUES ('SeriesChanged', JSON_ARRAY(?), UTC_TIMESTAMP(6) - INTERVAL ? HOUR)",
                tag,
                hoursAgo));
  }

  @Test
  void a_listener_that_fails_is_told_again() {
    ChangeFeed feed = new ChangeFeed(database.jdbi(), redis, Clock.systemUTC());
    Set<String> told = new ConcurrentSkipListSet<>();
    AtomicBoolean broken = new AtomicBoolean(true);
    feed.listen(tags -> {
      if (broken.getAndSet(false)) {
        throw new IllegalStateException("once");
      }
      told.addAll(tags);
    });
    try (ChangePoller poller = poller(feed)) {
      poller.start(redis);
      String tag = "series:" + UUID.randomUUID();
      insert(tag, 0);
      await().untilAsserted(() -> assertThat(told).contains(tag));
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ChangePoller poller() {
    ChangeFeed feed = new ChangeFeed(database.jdbi(), redis, Clock.systemUTC());
    feed.listen(heard::addAll);
    return poller(feed);
  }

  private ChangePoller poller(ChangeFeed feed) {
    return new ChangePoller(
        database.jdbi(),
        feed,
        new ResponseCache(8, Set.of(), new SimpleMeterRegistry()),
        Clock.systemUTC());
  }

  private static Database open() {
    Map<String, String> stores = SharedStores.get().environment();
    return Database.open(
        new Settings.MySql(
            required(stores, "MYSQL_HOST"),
            Integer.parseInt(required(stores, "MYSQL_PORT")),
            required(stores, "MYSQL_USER"),
            new Secret(required(stores, "MYSQL_PASSWORD")),
            required(stores, "MYSQL_DATABASE"),
            8));
  }

  private static Settings.RedisServer redisServer() {
    Map<String, String> stores = SharedStores.get().environment();
    return new Settings.RedisServer(
        required(stores, "REDIS_HOST"),
        Integer.parseInt(required(stores, "REDIS_PORT")),
        new Secret(required(stores, "REDIS_PASSWORD")));
  }

  private static String required(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null) {
      throw new AssertionError(name);
    }
    return value;
  }
}
