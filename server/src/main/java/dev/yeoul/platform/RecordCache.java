package dev.yeoul.platform;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/**
 * Records by key in a bounded piece of memory outside of the heap: for what is good for minutes and
 * would die old in the heap, where only whole collections find it. A record costs 12 bytes besides
 * its own, and some 10 in the index. Memory is taken as it is needed and then kept.
 *
 * <p>Records lie one behind the other in blocks, and the blocks make two queues after S3-FIFO (Yang
 * et al., "FIFO queues are all you need for cache eviction", SOSP 2023): a new record comes to a
 * short one, and if it is read there, or there is still room, it goes on to the long one, whose
 * records stay for another turn each time they were read. What leaves the short queue unread is
 * remembered by its hash, and goes to the long one at once when it comes again. So what is wanted
 * once does not drive out what is wanted often. Without a short queue all come to the long one.
 *
 * <p>For any number of threads. A reader copies without a lock and looks afterwards whether a
 * writer was there; then it copies again, and waits for writers that time. A writer copies a
 * record, and once in a megabyte goes through those of a block.
 */
public final class RecordCache {
  /** The unit in which memory is taken, and in which old records go; no record is longer. */
  static final int BLOCK = 1 << 20;

  private static final int HEADER = Long.BYTES + Integer.BYTES;

  /**
   * Slots of the index that a key may be in: more keys than that in one place drive each other out.
   */
  private static final int WAYS = 8;

  /** Half of the slots are empty with records of twice this length. */
  private static final int BYTES_A_SLOT = 256;

  /** A slot: the upper bits of the hash, and the place, one more so that no slot in use is 0. */
  private static final int PLACE_BITS = 40;

  private static final long PLACE = (1L << PLACE_BITS) - 1;
  private static final int NOWHERE = -1;

  /** Reads that are counted, each for another turn. */
  private static final int MOST_READS = 3;

  private final StampedLock lock = new StampedLock();
  private final int buckets;
  private final MemorySegment slots;

  /** Of each slot. Written by readers too, who may be late: it may be wrong, and nothing else. */
  private final MemorySegment reads;

  /** Of what left the short queue unread, the upper half of the hash; the latest of each place. */
  private final MemorySegment ghosts;

  private final AtomicReferenceArray<ByteBuf> blocks;
  private final int[] used;
  private final Ring shortQueue;
  private final Ring longQueue;
  private long count;

  /** Blocks that are filled in turn. */
  private static final class Ring {
    final int first;
    final int most;
    int taken;
    int current = NOWHERE;

    Ring(int first, int most) {
      this.first = first;
      this.most = most;
    }

    boolean holds(int block) {
      return block >= first && block < first + most;
    }
  }

  /**
   * An empty one.
   *
   * @param megabytes what it takes at the most, its index included, 3 to 65,536
   * @param shortPercent the part that new records have, 0 to 90
   */
  public RecordCache(int megabytes, int shortPercent) {
    buckets = megabytes * (BLOCK / BYTES_A_SLOT / WAYS);
    Arena memory = Arena.ofAuto();
    slots = memory.allocate(JAVA_LONG, (long) buckets * WAYS);
    reads = memory.allocate(JAVA_BYTE, (long) buckets * WAYS);
    ghosts = memory.allocate(JAVA_INT, shortPercent == 0 ? 1 : (long) buckets * WAYS / 2);
    int most = megabytes - (int) Math.ceilDiv(indexBytes(), BLOCK);
    blocks = new AtomicReferenceArray<>(most);
    used = new int[most];
    int shortBlocks = shortPercent == 0 ? 0 : Math.max(1, most * shortPercent / 100);
    shortQueue = new Ring(0, shortBlocks);
    longQueue = new Ring(shortBlocks, most - shortBlocks);
  }

  private long indexBytes() {
    return slots.byteSize() + reads.byteSize() + ghosts.byteSize();
  }

  /** Keeps a copy; what was kept by that key is gone. One that is too long is not kept. */
  public void put(long key, byte[] record) {
    long hash = mix(key);
    long stamp = lock.writeLock();
    try {
      long former = find(key, hash);
      boolean wanted = former == NOWHERE ? isGhost(hash) : longQueue.holds(block(placeIn(former)));
      free(former);
      if (record.length <= BLOCK - HEADER) {
        Ring queue = wanted || shortQueue.most == 0 ? longQueue : shortQueue;
        append(queue, key, Unpooled.wrappedBuffer(record), 0, record.length);
      }
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  /**
   * A copy of the key's record.
   *
   * @param buffers gives a direct buffer for it, which is then the caller's
   * @return null where there is none, or none any more
   */
  public @Nullable ByteBuf get(long key, ByteBufAllocator buffers) {
    return read(key, buffers);
  }

  /** The same in the heap. */
  public byte @Nullable [] get(long key) {
    ByteBuf copy = read(key, null);
    return copy == null ? null : copy.array();
  }

  private @Nullable ByteBuf read(long key, @Nullable ByteBufAllocator direct) {
    long hash = mix(key);
    long stamp = lock.tryOptimisticRead();
    if (stamp != 0) {
      ByteBuf copy = copy(key, hash, direct);
      if (lock.validate(stamp)) {
        return copy;
      }
      if (copy != null) {
        copy.release();
      }
    }
    stamp = lock.readLock();
    try {
      return copy(key, hash, direct);
    } finally {
      lock.unlockRead(stamp);
    }
  }

  /** Nothing here may fail on what a writer is just changing. */
  private @Nullable ByteBuf copy(long key, long hash, @Nullable ByteBufAllocator direct) {
    long slot = find(key, hash);
    long place = slot == NOWHERE ? NOWHERE : placeIn(slot);
    if (place == NOWHERE) {
      return null;
    }
    ByteBuf block = blocks.get(block(place));
    int at = offset(place);
    int length = block.getInt(at + Long.BYTES);
    if (length < 0 || length > BLOCK - HEADER - at) {
      return null;
    }
    byte sofar = reads.get(JAVA_BYTE, slot);
    if (sofar < MOST_READS) {
      reads.set(JAVA_BYTE, slot, (byte) (sofar + 1));
    }
    ByteBuf copy = direct == null ? Unpooled.buffer(length) : direct.directBuffer(length);
    return copy.writeBytes(block, at + HEADER, length);
  }

  /** Forgets a key's record. */
  public void remove(long key) {
    long hash = mix(key);
    long stamp = lock.writeLock();
    try {
      free(find(key, hash));
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  /** Forgets all records. */
  public void clear() {
    long stamp = lock.writeLock();
    try {
      slots.fill((byte) 0);
      count = 0;
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  /** How many records there are. */
  public long count() {
    long stamp = lock.readLock();
    try {
      return count;
    } finally {
      lock.unlockRead(stamp);
    }
  }

  /** What it takes of memory. */
  public long bytes() {
    long stamp = lock.readLock();
    try {
      return indexBytes() + (long) BLOCK * (shortQueue.taken + longQueue.taken);
    } finally {
      lock.unlockRead(stamp);
    }
  }

  private void append(Ring queue, long key, ByteBuf source, int from, int length) {
    int needed = HEADER + length;
    if (queue.current == NOWHERE || used[queue.current] + needed > BLOCK) {
      advance(queue, needed);
    }
    int block = queue.current;
    int at = used[block];
    var _ =
        blocks
            .get(block)
            .setLong(at, key)
            .setInt(at + Long.BYTES, length)
            .setBytes(at + HEADER, source, from, length);
    used[block] = at + needed;
    long hash = mix(key);
    long slot = emptySlot(hash);
    point(slot, hash, block, at);
    reads.set(JAVA_BYTE, slot, (byte) 0);
    count++;
  }

  /** Goes on to a block that has room for so many bytes. */
  private void advance(Ring queue, int needed) {
    if (queue.taken < queue.most) {
      queue.current = queue.first + queue.taken++;
      blocks.set(queue.current, Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(BLOCK)));
      return;
    }
    queue.current = queue.first + (queue.current - queue.first + 1) % queue.most;
    if (queue == longQueue) {
      sift(queue.current, Math.min(BLOCK * 3 / 4, BLOCK - needed));
    } else {
      promote(queue.current);
    }
  }

  /** Leaves in a block of the long queue what was read since its last turn, up to so many bytes. */
  private void sift(int block, int most) {
    ByteBuf bytes = blocks.get(block);
    int end = used[block];
    int kept = 0;
    int length;
    for (int at = 0; at < end; at += length) {
      length = HEADER + bytes.getInt(at + Long.BYTES);
      long hash = mix(bytes.getLong(at));
      long slot = slotOf(block, at, hash);
      if (slot == NOWHERE) {
        continue;
      }
      byte turns = reads.get(JAVA_BYTE, slot);
      if (turns > 0 && kept + length <= most) {
        reads.set(JAVA_BYTE, slot, (byte) (turns - 1));
        bytes.setBytes(kept, bytes, at, length); // towards the front, so that nothing is lost
        point(slot, hash, block, kept);
        kept += length;
      } else {
        free(slot);
      }
    }
    used[block] = kept;
  }

  /** Empties a block of the short queue. */
  private void promote(int block) {
    ByteBuf bytes = blocks.get(block);
    int end = used[block];
    int length;
    for (int at = 0; at < end; at += HEADER + length) {
      length = bytes.getInt(at + Long.BYTES);
      long key = bytes.getLong(at);
      long hash = mix(key);
      long slot = slotOf(block, at, hash);
      if (slot == NOWHERE) {
        continue;
      }
      boolean stays = reads.get(JAVA_BYTE, slot) > 0 || longQueue.taken < longQueue.most;
      free(slot);
      if (stays) {
        append(longQueue, key, bytes, at + HEADER, length);
      } else {
        ghosts.setAtIndex(JAVA_INT, ghostPlace(hash), ghost(hash));
      }
    }
    used[block] = 0;
  }

  private boolean isGhost(long hash) {
    return ghosts.getAtIndex(JAVA_INT, ghostPlace(hash)) == ghost(hash);
  }

  private long ghostPlace(long hash) {
    return part(hash, ghosts.byteSize() / Integer.BYTES);
  }

  private static int ghost(long hash) {
    return (int) (hash >>> Integer.SIZE) | 1;
  }

  /** The slot of a key, or NOWHERE. */
  private long find(long key, long hash) {
    long from = bucket(hash);
    for (long slot = from; slot < from + WAYS; slot++) {
      long is = slots.getAtIndex(JAVA_LONG, slot);
      if (is != 0 && (is ^ hash) >>> PLACE_BITS == 0) {
        long place = (is & PLACE) - 1;
        ByteBuf block = blocks.get(block(place));
        if (block != null && block.getLong(offset(place)) == key) {
          return slot;
        }
      }
    }
    return NOWHERE;
  }

  /** The slot that says that a record is here; NOWHERE for one that was replaced or removed. */
  private long slotOf(int block, int at, long hash) {
    long from = bucket(hash);
    for (long slot = from; slot < from + WAYS; slot++) {
      if (slots.getAtIndex(JAVA_LONG, slot) == pointer(hash, block, at)) {
        return slot;
      }
    }
    return NOWHERE;
  }

  /** A slot for a new key: where all of its bucket are taken, that of the one least read. */
  private long emptySlot(long hash) {
    long from = bucket(hash);
    long least = from;
    for (long slot = from; slot < from + WAYS; slot++) {
      if (slots.getAtIndex(JAVA_LONG, slot) == 0) {
        return slot;
      }
      if (reads.get(JAVA_BYTE, slot) < reads.get(JAVA_BYTE, least)) {
        least = slot;
      }
    }
    free(least);
    return least;
  }

  private void free(long slot) {
    if (slot != NOWHERE) {
      slots.setAtIndex(JAVA_LONG, slot, 0);
      count--;
    }
  }

  private void point(long slot, long hash, int block, int at) {
    slots.setAtIndex(JAVA_LONG, slot, pointer(hash, block, at));
  }

  private static long pointer(long hash, int block, int at) {
    return (hash & ~PLACE) | ((long) block * BLOCK + at + 1);
  }

  /** Where a slot's record is, or NOWHERE. */
  private long placeIn(long slot) {
    return (slots.getAtIndex(JAVA_LONG, slot) & PLACE) - 1;
  }

  private static int block(long place) {
    return (int) (place / BLOCK);
  }

  private static int offset(long place) {
    return (int) (place % BLOCK);
  }

  private long bucket(long hash) {
    return part(hash, buckets) * WAYS;
  }

  /** One of so many by the lower half of the hash (Lemire's reduction). */
  private static long part(long hash, long parts) {
    return ((hash & 0xFFFF_FFFFL) * parts) >>> Integer.SIZE;
  }

  /** All bits of the key in all bits: the finalizer of SplittableRandom (Stafford's variant 13). */
  private static long mix(long key) {
    long mixed = (key ^ (key >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
