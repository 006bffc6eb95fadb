package dev.yeoul.platform;

import static dev.yeoul.platform.RecordIndex.NOWHERE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

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

  /** Half of the slots are empty with records of twice this length. */
  private static final int BYTES_A_SLOT = 256;

  private final StampedLock lock = new StampedLock();
  private final RecordIndex index;

  /** Of what left the short queue unread, the upper half of the hash; the latest of each place. */
  private final MemorySegment ghosts;

  private final AtomicReferenceArray<ByteBuf> blocks;
  private final int[] used;
  private final Ring shortQueue;
  private final Ring longQueue;

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
    long slots = (long) megabytes * (BLOCK / BYTES_A_SLOT);
    Arena memory = Arena.ofAuto();
    index = new RecordIndex(slots / RecordIndex.WAYS, memory);
    ghosts = memory.allocate(JAVA_INT, shortPercent == 0 ? 1 : slots / 2);
    int most = megabytes - (int) Math.ceilDiv(indexBytes(), BLOCK);
    blocks = new AtomicReferenceArray<>(most);
    used = new int[most];
    int shortBlocks = shortPercent == 0 ? 0 : Math.max(1, most * shortPercent / 100);
    shortQueue = new Ring(0, shortBlocks);
    longQueue = new Ring(shortBlocks, most - shortBlocks);
  }

  private long indexBytes() {
    return index.bytes() + ghosts.byteSize();
  }

  /** Keeps a copy; what was kept by that key is gone. One that is too long is not kept. */
  public void put(long key, byte[] record) {
    long hash = mix(key);
    long stamp = lock.writeLock();
    try {
      long former = find(key, hash);
      boolean wanted =
          former == NOWHERE ? isGhost(hash) : longQueue.holds(block(index.place(former)));
      index.free(former);
      if (record.length <= BLOCK - HEADER) {
        Ring queue = wanted || shortQueue.most == 0 ? longQueue : shortQueue;
        append(queue, key, hash, Unpooled.wrappedBuffer(record), 0, record.length);
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
    long place = slot == NOWHERE ? NOWHERE : index.place(slot);
    if (place == NOWHERE) {
      return null;
    }
    ByteBuf block = blocks.get(block(place));
    int at = offset(place);
    int length = block.getInt(at + Long.BYTES);
    if (length < 0 || length > BLOCK - HEADER - at) {
      return null;
    }
    index.countRead(slot);
    ByteBuf copy = direct == null ? Unpooled.buffer(length) : direct.directBuffer(length);
    return copy.writeBytes(block, at + HEADER, length);
  }

  /** Forgets a key's record. */
  public void remove(long key) {
    long hash = mix(key);
    long stamp = lock.writeLock();
    try {
      index.free(find(key, hash));
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  /** Forgets all records. */
  public void clear() {
    long stamp = lock.writeLock();
    try {
      index.clear();
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  /** How many records there are. */
  public long count() {
    long stamp = lock.readLock();
    try {
      return index.count();
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

  private void append(Ring queue, long key, long hash, ByteBuf source, int from, int length) {
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
    index.add(hash, place(block, at));
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
      long slot = index.slotOf(hash, place(block, at));
      if (slot == NOWHERE) {
        continue;
      }
      if (index.reads(slot) > 0 && kept + length <= most) {
        index.spendRead(slot);
        bytes.setBytes(kept, bytes, at, length); // towards the front, so that nothing is lost
        index.move(slot, hash, place(block, kept));
        kept += length;
      } else {
        index.free(slot);
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
      long slot = index.slotOf(hash, place(block, at));
      if (slot == NOWHERE) {
        continue;
      }
      boolean stays = index.reads(slot) > 0 || longQueue.taken < longQueue.most;
      index.free(slot);
      if (stays) {
        append(longQueue, key, hash, bytes, at + HEADER, length);
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
    return RecordIndex.part(hash, ghosts.byteSize() / Integer.BYTES);
  }

  private static int ghost(long hash) {
    return (int) (hash >>> Integer.SIZE) | 1;
  }

  /** The slot of a key, or NOWHERE. */
  private long find(long key, long hash) {
    long slot = index.candidate(hash, NOWHERE);
    while (slot != NOWHERE && !isAt(index.place(slot), key)) {
      slot = index.candidate(hash, slot);
    }
    return slot;
  }

  private boolean isAt(long place, long key) {
    ByteBuf block = place == NOWHERE ? null : blocks.get(block(place));
    return block != null && block.getLong(offset(place)) == key;
  }

  private static long place(int block, int at) {
    return (long) block * BLOCK + at;
  }

  private static int block(long place) {
    return (int) (place / BLOCK);
  }

  private static int offset(long place) {
    return (int) (place % BLOCK);
  }

  /** All bits of the key in all bits: the finalizer of SplittableRandom (Stafford's variant 13). */
  private static long mix(long key) {
    long mixed = (key ^ (key >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
