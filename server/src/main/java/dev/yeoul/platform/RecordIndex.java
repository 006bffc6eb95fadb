package dev.yeoul.platform;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Where the records of a {@link RecordCache} are, and how often each was read, by the hashes of
 * their keys. Of fixed size and outside of the heap. A record has a slot in its hash's bucket;
 * where a bucket is full, the one least read makes room.
 *
 * <p>Guarded by the cache's lock, but for {@link #candidate}, {@link #place} and {@link
 * #countRead}: those may come at any time, and what they find while somebody writes may be wrong.
 */
final class RecordIndex {
  static final int NOWHERE = -1;

  /** Slots that a record may have. */
  static final int WAYS = 8;

  /** A slot: the upper bits of the hash, and the place, one more so that no slot in use is 0. */
  private static final int PLACE_BITS = 40;

  private static final long PLACE = (1L << PLACE_BITS) - 1;

  /** Reads that are counted. */
  private static final int MOST_READS = 3;

  private final long buckets;
  private final MemorySegment slots;
  private final MemorySegment reads;
  private long count;

  RecordIndex(long buckets, Arena memory) {
    this.buckets = buckets;
    this.slots = memory.allocate(JAVA_LONG, buckets * WAYS);
    this.reads = memory.allocate(JAVA_BYTE, buckets * WAYS);
  }

  long bytes() {
    return slots.byteSize() + reads.byteSize();
  }

  /** How many records it knows. */
  long count() {
    return count;
  }

  /**
   * A slot that may be of a key with this hash: whether it is, its record says.
   *
   * @param after the candidate before, or NOWHERE for the first
   * @return NOWHERE where there is none, or none any more
   */
  long candidate(long hash, long after) {
    long from = bucket(hash);
    for (long slot = after == NOWHERE ? from : after + 1; slot < from + WAYS; slot++) {
      long is = slots.getAtIndex(JAVA_LONG, slot);
      if (is != 0 && (is ^ hash) >>> PLACE_BITS == 0) {
        return slot;
      }
    }
    return NOWHERE;
  }

  /** The slot that says that a record is here; NOWHERE for one that was replaced or removed. */
  long slotOf(long hash, long place) {
    long from = bucket(hash);
    for (long slot = from; slot < from + WAYS; slot++) {
      if (slots.getAtIndex(JAVA_LONG, slot) == pointer(hash, place)) {
        return slot;
      }
    }
    return NOWHERE;
  }

  /** Where a slot's record is, or NOWHERE. */
  long place(long slot) {
    return (slots.getAtIndex(JAVA_LONG, slot) & PLACE) - 1;
  }

  /** Takes in a record that nobody has read yet. */
  void add(long hash, long place) {
    long slot = emptySlot(hash);
    move(slot, hash, place);
    reads.set(JAVA_BYTE, slot, (byte) 0);
    count++;
  }

  private long emptySlot(long hash) {
    long from = bucket(hash);
    long least = from;
    for (long slot = from; slot < from + WAYS; slot++) {
      if (slots.getAtIndex(JAVA_LONG, slot) == 0) {
        return slot;
      }
      if (reads(slot) < reads(least)) {
        least = slot;
      }
    }
    free(least);
    return least;
  }

  /** Says where a slot's record is now. */
  void move(long slot, long hash, long place) {
    slots.setAtIndex(JAVA_LONG, slot, pointer(hash, place));
  }

  /** Forgets a slot's record; nothing to do for NOWHERE. */
  void free(long slot) {
    if (slot != NOWHERE) {
      slots.setAtIndex(JAVA_LONG, slot, 0);
      count--;
    }
  }

  void clear() {
    slots.fill((byte) 0);
    count = 0;
  }

  int reads(long slot) {
    return reads.get(JAVA_BYTE, slot);
  }

  void countRead(long slot) {
    int sofar = reads(slot);
    if (sofar < MOST_READS) {
      reads.set(JAVA_BYTE, slot, (byte) (sofar + 1));
    }
  }

  /** One read less. */
  void spendRead(long slot) {
    reads.set(JAVA_BYTE, slot, (byte) (reads(slot) - 1));
  }

  private static long pointer(long hash, long place) {
    return (hash & ~PLACE) | (place + 1);
  }

  private long bucket(long hash) {
    return part(hash, buckets) * WAYS;
  }

  /** One of so many by the lower half of the hash (Lemire's reduction). */
  static long part(long hash, long parts) {
    return ((hash & 0xFFFF_FFFFL) * parts) >>> Integer.SIZE;
  }
}
