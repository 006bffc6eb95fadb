package dev.yeoul.platform;

import static org.assertj.core.api.Assertions.assertThat;

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

class RecordRingTest {
  private static final int HALF_A_BLOCK = RecordRing.BLOCK / 2;

  private final RecordRing ring = new RecordRing(2);

  private static byte[] record(int length, int filling) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) filling);
    return bytes;
  }

  @Test
  void the_latest_record_of_a_key_is_found() {
    ring.put(1, record(3, 1));
    ring.put(-1, record(0, 0));
    ring.put(1, record(5, 2));

    assertThat(ring.get(1)).isEqualTo(record(5, 2));
    assertThat(ring.get(-1)).isEmpty();
    assertThat(ring.get(2)).isNull();
  }

  @Test
  void what_is_taken_away_is_gone_and_can_be_put_again() {
    ring.put(1, record(3, 1));
    ring.put(2, record(3, 2));

    ring.remove(1);
    assertThat(ring.get(1)).isNull();
    assertThat(ring.get(2)).isNotNull();
    ring.clear();
    assertThat(ring.get(2)).isNull();
    ring.put(2, record(4, 3));
    assertThat(ring.get(2)).isEqualTo(record(4, 3));
  }

  @Test
  void the_oldest_give_way_and_later_records_of_their_keys_stay() {
    ring.put(1, record(HALF_A_BLOCK, 1)); // each of these leaves no room for another in its block
    ring.put(2, record(HALF_A_BLOCK, 2));
    ring.put(1, record(10, 3));
    ring.put(3, record(HALF_A_BLOCK, 4)); // where the first was

    assertThat(ring.get(1)).isEqualTo(record(10, 3));
    assertThat(ring.get(2)).isEqualTo(record(HALF_A_BLOCK, 2));
    ring.put(4, record(HALF_A_BLOCK, 5)); // where the second was, and the short one
    assertThat(ring.get(1)).isNull();
    assertThat(ring.get(2)).isNull();
    assertThat(ring.get(3)).isEqualTo(record(HALF_A_BLOCK, 4));
    assertThat(ring.get(4)).isEqualTo(record(HALF_A_BLOCK, 5));
  }

  @Test
  void what_is_read_shortly_before_it_would_go_stays() {
    var four = new RecordRing(4);
    for (int key = 1; key <= 4; key++) {
      four.put(key, record(HALF_A_BLOCK, key));
    }
    assertThat(four.get(1)).isEqualTo(record(HALF_A_BLOCK, 1)); // goes where it was itself
    assertThat(four.get(1)).isEqualTo(record(HALF_A_BLOCK, 1));
    assertThat(four.get(3)).isEqualTo(record(HALF_A_BLOCK, 3)); // not yet among the oldest

    four.put(5, record(HALF_A_BLOCK, 5));
    four.put(6, record(HALF_A_BLOCK, 6));

    assertThat(four.get(2)).isNull();
    assertThat(four.get(3)).isNull();
    assertThat(four.get(1)).isEqualTo(record(HALF_A_BLOCK, 1));
  }

  @Test
  void one_that_is_too_long_is_not_kept_and_neither_is_what_it_replaces() {
    ring.put(1, record(3, 1));

    ring.put(1, record(RecordRing.BLOCK, 2));

    assertThat(ring.get(1)).isNull();
    ring.put(1, record(RecordRing.BLOCK - 12, 3));
    assertThat(ring.get(1)).hasSize(RecordRing.BLOCK - 12);
  }

  @Test
  void it_says_what_was_put_or_nothing() {
    var random = new SplittableRandom(1);
    Map<Long, byte[]> put = new HashMap<>();
    int found = 0;
    for (int i = 0; i < 20_000; i++) {
      long key = random.nextInt(400);
      if (random.nextInt(10) == 0) {
        ring.remove(key);
        put.remove(key);
      } else {
        byte[] bytes = record(random.nextInt(12_000), i);
        ring.put(key, bytes);
        put.put(key, bytes);
      }
      long asked = random.nextInt(400);
      byte[] is = ring.get(asked);
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
    for (int i = 0; i < 20_000; i++) {
      int key = random.nextInt(100);
      int words = random.nextInt(1_000);
      ByteBuffer bytes = ByteBuffer.allocate(words * Integer.BYTES);
      for (int word = 0; word < words; word++) {
        bytes.putInt(key * 1_000 + words);
      }
      ring.put(key, bytes.array());
      byte[] is = ring.get(random.nextInt(100));
      if (is != null && is.length > 0) {
        found++;
        ByteBuffer whole = ByteBuffer.wrap(is);
        int first = whole.getInt();
        assertThat(first % 1_000).isEqualTo(is.length / Integer.BYTES);
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
