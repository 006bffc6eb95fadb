package dev.yeoul.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordCacheTest {
  private static final int HALF_A_BLOCK = RecordCache.BLOCK / 2;
  private static final int A_THIRD = RecordCache.BLOCK / 3;
  private static final int RECORDS = 18_000;
  private static final int MOST_WORDS = 60_000;

  /** Of two blocks, and one queue. */
  private final RecordCache cache = new RecordCache(3, 0);

  private static byte[] record(int length, int filling) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) filling);
    return bytes;
  }

  @Test
  void the_latest_record_of_a_key_is_found() {
    cache.put(1, record(3, 1));
    cache.put(-1, record(0, 0));
    cache.put(1, record(5, 2));

    assertThat(cache.get(1)).isEqualTo(record(5, 2));
    assertThat(cache.get(-1)).isEmpty();
    assertThat(cache.get(2)).isNull();
  }

  @Test
  void what_is_taken_away_is_gone_and_can_be_put_again() {
    cache.put(1, record(3, 1));
    cache.put(2, record(3, 2));

    cache.remove(1);
    assertThat(cache.get(1)).isNull();
    assertThat(cache.get(2)).isNotNull();
    cache.clear();
    assertThat(cache.get(2)).isNull();
    cache.put(2, record(4, 3));
    assertThat(cache.get(2)).isEqualTo(record(4, 3));
  }

  @Test
  void the_oldest_give_way_and_later_records_of_their_keys_stay() {
    cache.put(1, record(HALF_A_BLOCK, 1)); // each of these leaves no room for another in its block
    cache.put(2, record(HALF_A_BLOCK, 2));
    cache.put(1, record(10, 3));
    cache.put(3, record(HALF_A_BLOCK, 4)); // where the first was

    assertThat(cache.count()).isEqualTo(3);
    cache.put(4, record(HALF_A_BLOCK, 5)); // where the second was, and the short one

    assertThat(cache.count()).isEqualTo(2);
    assertThat(cache.get(1)).isNull();
    assertThat(cache.get(2)).isNull();
    assertThat(cache.get(3)).isEqualTo(record(HALF_A_BLOCK, 4));
    assertThat(cache.get(4)).isEqualTo(record(HALF_A_BLOCK, 5));
  }

  @Test
  void what_is_read_lives_for_another_turn() {
    cache.put(1, record(A_THIRD, 1));
    cache.put(2, record(A_THIRD, 2));
    cache.put(3, record(HALF_A_BLOCK, 3));
    assertThat(cache.get(2)).isNotNull();

    cache.put(4, record(HALF_A_BLOCK, 4)); // where the first two were, of which one has moved

    assertThat(cache.get(1)).isNull();
    assertThat(cache.get(2)).isEqualTo(record(A_THIRD, 2));
    assertThat(cache.get(3)).isEqualTo(record(HALF_A_BLOCK, 3));
    assertThat(cache.get(4)).isEqualTo(record(HALF_A_BLOCK, 4));
  }

  @Test
  void what_all_are_read_makes_room_as_well() {
    for (int key = 0; key < 50; key++) {
      cache.put(key, record(A_THIRD, key));
      for (int read = 0; read < 5; read++) {
        assertThat(cache.get(key)).isEqualTo(record(A_THIRD, key));
      }
    }
    cache.put(99, record(RecordCache.BLOCK - 12, 99));
    assertThat(cache.get(99)).hasSize(RecordCache.BLOCK - 12);
  }

  /** Of ten blocks, one of them for what is new, and all in use. */
  private static RecordCache full() {
    var cache = new RecordCache(11, 10);
    for (int key = 10_000; cache.bytes() < 10 * RecordCache.BLOCK; key++) {
      cache.put(key, record(1_000, key));
    }
    return cache;
  }

  @Test
  void what_is_wanted_once_does_not_drive_out_what_is_wanted_often() {
    RecordCache withNewcomers = full();
    for (int key = 0; key < 10; key++) {
      withNewcomers.put(key, record(1_000, key));
      assertThat(withNewcomers.get(key)).isNotNull();
    }

    for (int key = 20_000; key < 70_000; key++) {
      withNewcomers.put(key, record(1_000, key));
    }

    for (int key = 0; key < 10; key++) {
      assertThat(withNewcomers.get(key)).isEqualTo(record(1_000, key));
    }
  }

  @Test
  void what_comes_again_soon_after_it_left_unread_stays_this_time() {
    RecordCache withNewcomers = full();
    withNewcomers.put(1, record(1_000, 1));
    for (int key = 1_000; key < 3_000; key++) {
      withNewcomers.put(key, record(1_000, key));
    }
    assertThat(withNewcomers.get(1)).isNull();

    withNewcomers.put(1, record(1_000, 1));
    for (int key = 3_000; key < 5_000; key++) {
      withNewcomers.put(key, record(1_000, key));
    }

    assertThat(withNewcomers.get(1)).isNotNull();
  }

  /** As many records as fit into a tenth of what is asked for, by Zipf's law. */
  @Test
  void it_keeps_what_is_wanted_about_as_well_as_caffeine() {
    var mine = new RecordCache(16, 10);
    double[] sums = new double[200_000];
    double sum = 0;
    for (int rank = 0; rank < sums.length; rank++) {
      sum += 1.0 / (rank + 1);
      sums[rank] = sum;
    }
    var random = new SplittableRandom(1);
    Cache<Long, Boolean> theirs =
        Caffeine.newBuilder().maximumSize(RECORDS).executor(Runnable::run).build();
    int hits = 0;
    int theirHits = 0;
    byte[] bytes = record(800, 1);
    for (int i = 0; i < 1_000_000; i++) {
      int found = Arrays.binarySearch(sums, random.nextDouble() * sum);
      long key = found < 0 ? -found - 1 : found;
      if (mine.get(key) == null) {
        mine.put(key, bytes);
      } else {
        hits++;
      }
      if (theirs.getIfPresent(key) == null) {
        theirs.put(key, true);
      } else {
        theirHits++;
      }
    }
    assertThat(hits).isGreaterThan(theirHits * 98 / 100);
  }

  @Test
  void one_that_is_too_long_is_not_kept_and_neither_is_what_it_replaces() {
    cache.put(1, record(3, 1));

    cache.put(1, record(RecordCache.BLOCK, 2));

    assertThat(cache.get(1)).isNull();
    cache.put(1, record(RecordCache.BLOCK - 12, 3));
    assertThat(cache.get(1)).hasSize(RecordCache.BLOCK - 12);
  }

  @Test
  void it_says_what_was_put_or_nothing() {
    var random = new SplittableRandom(1);
    Map<Long, byte[]> put = new HashMap<>();
    int found = 0;
    for (int i = 0; i < 20_000; i++) {
      long key = random.nextInt(400);
      if (random.nextInt(10) == 0) {
        cache.remove(key);
        put.remove(key);
      } else {
        byte[] bytes = record(random.nextInt(12_000), i);
        cache.put(key, bytes);
        put.put(key, bytes);
      }
      long asked = random.nextInt(400);
      byte[] is = cache.get(asked);
      if (is != null) {
        found++;
        assertThat(is).isEqualTo(put.get(asked));
      }
    }
    assertThat(found).isGreaterThan(5_000);
  }

  @Test
  void threads_find_whole_records() throws Exception {
    try (var threads = Executors.newFixedThreadPool(4)) {
      var work =
          IntStream.range(0, 4)
              .<Callable<Integer>>mapToObj(thread -> () -> putAndFind(thread))
              .toList();
      for (Future<Integer> found : threads.invokeAll(work)) {
        assertThat(found.get()).isPositive();
      }
    }
  }

  /** A record says its key and its length all along. */
  private int putAndFind(int thread) {
    var random = new SplittableRandom(thread);
    int found = 0;
    for (int i = 0; i < 4_000; i++) {
      int key = random.nextInt(20);
      int words = random.nextInt(MOST_WORDS); // long ones, so that they change while they are read
      ByteBuffer bytes = ByteBuffer.allocate(words * Integer.BYTES);
      for (int word = 0; word < words; word++) {
        bytes.putInt(key * MOST_WORDS + words);
      }
      cache.put(key, bytes.array());
      byte[] is = cache.get(random.nextInt(20));
      if (is != null && is.length > 0) {
        found++;
        ByteBuffer whole = ByteBuffer.wrap(is);
        int first = whole.getInt();
        assertThat(first % MOST_WORDS).isEqualTo(is.length / Integer.BYTES);
        boolean same = true;
        while (whole.hasRemaining()) {
          same &= whole.getInt() == first;
        }
        assertThat(same).isTrue();
      }
    }
    return found;
  }
}
