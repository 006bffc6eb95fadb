package dev.yeoul.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.yeoul.account.PinnedClock;
import dev.yeoul.analytics.TrendingBoard.Place;
import dev.yeoul.catalog.EpisodeId;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.Partition;
import dev.yeoul.platform.RedisPipeline;
import dev.yeoul.playback.Action;
import dev.yeoul.playback.EntryId;
import dev.yeoul.playback.OwnStores;
import dev.yeoul.playback.StreamEntry;
import dev.yeoul.playback.ViewingEntry;
import dev.yeoul.playback.ViewingEvent.Watched;
import dev.yeoul.playback.ViewingStream;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The counting script with entries of chosen times, and the board with a clock that is moved. */
class TrendingTest {
  private static final AtomicLong NEXT_SERIES = new AtomicLong(5_000_000_000L);
  private static final long START = Instant.parse("2026-11-22T12:00:00Z").toEpochMilli();

  private final OwnStores stores = OwnStores.get();
  private final ViewCounter counter = new ViewCounter(stores.redis());
  private final PinnedClock clock = new PinnedClock(Instant.ofEpochMilli(START));
  private final SeriesId series = new SeriesId(NEXT_SERIES.incrementAndGet());

  @BeforeEach
  void no_streams() {
    stores
        .redis()
        .callAll(
            List.of(
                Request.cmd(Command.DEL).arg(ViewingStream.key(1)),
                Request.cmd(Command.DEL).arg(ViewingStream.key(2))));
    new ViewingStream(stores.redis()).open();
  }

  @Test
  void a_view_is_the_first_play_of_a_viewer_in_30_minutes() {
    assertThat(play(1, Duration.ZERO)).isEqualTo(1);
    assertThat(play(1, Duration.ofMinutes(29))).isZero();
    assertThat(play(1, Duration.ofMillis(30 * 60_000 - 1))).isZero();
    assertThat(play(257, Duration.ofMinutes(29).plusMinutes(1).minusMillis(1))).isEqualTo(1);
    assertThat(play(1, Duration.ofMinutes(30))).isEqualTo(1);
    assertThat(play(1, Duration.ofMinutes(59))).isZero();
  }

  @Test
  void plays_that_are_stored_late_count_by_their_distance_on_either_side() {
    StreamEntry at20 = add(1, Duration.ofMinutes(20), Action.PLAY);
    StreamEntry at25 = add(1, Duration.ofMinutes(25), Action.PLAY);
    StreamEntry at60 = add(1, Duration.ofMinutes(60), Action.PLAY);
    StreamEntry at71 = add(1, Duration.ofMinutes(71), Action.PLAY);
    StreamEntry at100 = add(1, Duration.ofMinutes(100), Action.PLAY);
    assertThat(acknowledge(at100)).isEqualTo(1);
    assertThat(acknowledge(at20)).isEqualTo(1);
    assertThat(acknowledge(at25)).isZero();
    assertThat(acknowledge(at71)).isZero();
    assertThat(acknowledge(at60)).isEqualTo(1);
  }

  @Test
  void a_play_that_waited_out_an_outage_meets_the_view_before_it() {
    assertThat(play(1, Duration.ZERO)).isEqualTo(1);
    // 70 minutes pass at Redis, whose clock no test can move: the view must be known for longer
    long kept = stores.redis().call(Request.cmd(Command.PTTL).arg(countedKey(1))).toLong();
    assertThat(Duration.ofMillis(kept)).isGreaterThan(Duration.ofHours(23));
    assertThat(play(1, Duration.ofMinutes(20))).isZero();
  }

  @Test
  void a_viewer_who_never_stops_is_remembered_by_the_latest_views() {
    StreamEntry late = add(1, Duration.ofMinutes(-1), Action.PLAY);
    for (int i = 0; i < 20; i++) {
      assertThat(play(1, Duration.ofMinutes(30L * i))).isEqualTo(1);
    }
    assertThat(play(1, Duration.ofMinutes(30 * 19 + 1))).isZero();
    assertThat(stores.redis().call(Request.cmd(Command.ZCARD).arg(countedKey(1))).toLong())
        .isEqualTo(16);
    // ten hours late: no longer told from a view of its own
    assertThat(acknowledge(late)).isEqualTo(1);
  }

  private String countedKey(long user) {
    return "counted:" + Partition.tag(user) + ":" + user + ":" + series;
  }

  @Test
  void only_playing_is_a_view() {
    assertThat(act(1, Duration.ZERO, Action.SEEK)).isZero();
    assertThat(act(1, Duration.ofSeconds(1), Action.PAUSE)).isZero();
    assertThat(act(1, Duration.ofSeconds(2), Action.STOP)).isZero();
    assertThat(act(1, Duration.ofSeconds(3), Action.PLAY)).isEqualTo(1);
  }

  @Test
  void an_entry_that_is_acknowledged_twice_counts_once() {
    StreamEntry first = add(1, Duration.ZERO, Action.PLAY);
    StreamEntry second = add(1, Duration.ofMinutes(31), Action.PLAY);
    assertThat(acknowledge(first)).isEqualTo(1);
    assertThat(acknowledge(second)).isEqualTo(1);
    // over 30 minutes from the last counted one: only its acknowledgement keeps it from counting
    assertThat(acknowledge(first)).isZero();
  }

  @Test
  void of_a_batch_that_was_half_acknowledged_the_other_half_counts() {
    StreamEntry first = add(1, Duration.ZERO, Action.PLAY);
    StreamEntry second = add(1, Duration.ofMinutes(31), Action.PLAY);
    StreamEntry third = add(257, Duration.ofMinutes(32), Action.PLAY);
    assertThat(acknowledge(first)).isEqualTo(1);
    assertThat(counter.acknowledge(List.of(first, second, third), known)).isEqualTo(2);
    assertThat(counter.acknowledge(List.of(first, second, third), known)).isZero();
    assertThat(new Stored(stores).waiting()).isZero();
  }

  @Test
  void views_of_all_partitions_add_up_and_lose_half_with_each_half_life() {
    play(1, Duration.ZERO);
    play(2, Duration.ZERO);
    play(258, Duration.ZERO);
    assertThat(views(TrendingWindow.DAY)).isCloseTo(3, within(1e-6));
    clock.advance(Duration.ofHours(12));
    assertThat(views(TrendingWindow.DAY)).isCloseTo(1.5, within(1e-6));
    assertThat(views(TrendingWindow.WEEK)).isCloseTo(3 * Math.pow(2, -12.0 / 84), within(1e-6));
    play(3 * 256 + 1, Duration.ofHours(12));
    clock.advance(Duration.ofSeconds(3));
    assertThat(views(TrendingWindow.DAY)).isCloseTo(2.5, within(1e-3));
    clock.advance(Duration.ofHours(24));
    assertThat(views(TrendingWindow.DAY)).isCloseTo(0.625, within(1e-3));
  }

  @Test
  void what_has_decayed_to_nothing_is_forgotten() {
    play(1, Duration.ZERO);
    clock.advance(Duration.ofHours(12 * 7));
    assertThat(views(TrendingWindow.DAY)).isZero();
    StreamEntry other =
        add(1, Duration.ofHours(12 * 7), Action.PLAY, new SeriesId(NEXT_SERIES.incrementAndGet()));
    acknowledge(other);
    assertThat(
            stores
                .redis()
                .call(
                    Request.cmd(Command.ZSCORE)
                        .arg(TrendingWindow.DAY.key(1))
                        .arg(series.toString())))
        .isNull();
  }

  @Test
  void while_one_caller_reads_others_go_on_with_what_is_known() throws InterruptedException {
    play(1, Duration.ZERO);
    // connections of its own: those of others take a while to come back from a frozen Redis
    try (var redis = new RedisPipeline(stores.vertx(), stores.settings().redis())) {
      var board = new TrendingBoard(redis, clock);
      List<Place> known = board.of(TrendingWindow.DAY);
      clock.advance(Duration.ofSeconds(6)); // it is to be read anew
      stores.servers().redis().freeze();
      try {
        Thread reader = Thread.ofPlatform().start(() -> board.of(TrendingWindow.DAY));
        await().until(() -> reader.getState() == Thread.State.TIMED_WAITING); // for Redis
        assertThat(board.of(TrendingWindow.DAY)).isSameAs(known);
        assertThat(reader.isAlive()).isTrue();
        reader.join();
      } finally {
        stores.servers().redis().thaw();
      }
      assertThat(board.of(TrendingWindow.DAY)).isSameAs(known); // the reader went on with it too
    }
  }

  private double views(TrendingWindow window) {
    return new TrendingBoard(stores.redis(), clock)
        .of(window).stream()
            .filter(place -> place.seriesId().equals(series))
            .mapToDouble(Place::views)
            .sum();
  }

  private long play(long user, Duration after) {
    return act(user, after, Action.PLAY);
  }

  private long act(long user, Duration after, Action action) {
    return acknowledge(add(user, after, action));
  }

  private final Map<StreamEntry, ViewingEntry> known = new HashMap<>();

  private StreamEntry add(long user, Duration after, Action action) {
    return add(user, after, action, series);
  }

  private StreamEntry add(long user, Duration after, Action action, SeriesId of) {
    var watched = new Watched(user, of, new EpisodeId(1), 0, null, false, action, null);
    int partition = Partition.of(user);
    String id =
        stores
            .redis()
            .call(
                Request.cmd(Command.XADD)
                    .arg(ViewingStream.key(partition))
                    .arg(START + after.toMillis() + "-" + known.size())
                    .arg("e")
                    .arg(watched.text()))
            .toString();
    var taken = new ViewingStream(stores.redis()).read("test", 8192);
    var entry = new StreamEntry(partition, EntryId.parse(id), watched.text());
    assertThat(taken).contains(entry);
    known.put(entry, new ViewingEntry(entry, watched));
    return entry;
  }

  private long acknowledge(StreamEntry entry) {
    return counter.acknowledge(List.of(entry), known);
  }
}
