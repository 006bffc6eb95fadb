package dev.yeoul.platform;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Records by key in a bounded piece of memory outside of the heap, the oldest of which give way to
 * new ones: for what is made often, is good for minutes and would die old in the heap, where only
 * whole collections find it. One that is read while it is in the oldest quarter counts as new.
 * Memory is taken as it is needed and then kept. For any number of threads, one at a time: a call
 * copies a record, and once in a megabyte forgets those before.
 */
public final class RecordRing {
  /** The unit in which memory is taken, and in which old records go; no record is longer. */
  static final int BLOCK = 1 << 20;

  private static final int HEADER = Long.BYTES + Integer.BYTES;

  private final ReentrantLock lock = new ReentrantLock();
  private final int most;
  private final List<Block> blocks = new ArrayList<>();

  /** Where each key's latest record begins, over all blocks. */
  private final Map<Long, Integer> places = new HashMap<>();

  private int current = -1;

  /** Records one behind the other, each after its key and its length. */
  private static final class Block {
    final ByteBuffer bytes = ByteBuffer.allocateDirect(BLOCK);
    int used;
  }

  /**
   * An empty one.
   *
   * @param megabytes what it takes at the most, 1 to 1,024
   */
  public RecordRing(int megabytes) {
    most = megabytes;
  }

  /** Keeps a copy; what was kept by that key is gone. One that is too long is not kept. */
  public void put(long key, byte[] bytes) {
    lock.lock();
    try {
      places.remove(key);
      int length = HEADER + bytes.length;
      if (length > BLOCK) {
        return;
      }
      if (current < 0 || blocks.get(current).used + length > BLOCK) {
        advance();
      }
      Block block = blocks.get(current);
      block.bytes.putLong(block.used, key);
      block.bytes.putInt(block.used + Long.BYTES, bytes.length);
      block.bytes.put(block.used + HEADER, bytes);
      places.put(key, current * BLOCK + block.used);
      block.used += length;
    } finally {
      lock.unlock();
    }
  }

  private void advance() {
    if (blocks.size() < most) {
      blocks.add(new Block());
      current = blocks.size() - 1;
    } else {
      current = (current + 1) % most;
      empty(current);
    }
  }

  private void empty(int index) {
    Block block = blocks.get(index);
    int at = 0;
    while (at < block.used) {
      places.remove(block.bytes.getLong(at), index * BLOCK + at); // unless a later one is there
      at += HEADER + block.bytes.getInt(at + Long.BYTES);
    }
    block.used = 0;
  }

  /** A copy of the key's record; null where there is none, or none any more. */
  public byte @Nullable [] get(long key) {
    lock.lock();
    try {
      Integer place = places.get(key);
      if (place == null) {
        return null;
      }
      ByteBuffer block = blocks.get(place / BLOCK).bytes;
      int at = place % BLOCK;
      byte[] bytes = new byte[block.getInt(at + Long.BYTES)];
      block.get(at + HEADER, bytes);
      if (isSoonToGo(place / BLOCK)) {
        put(key, bytes);
      }
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  private boolean isSoonToGo(int index) {
    int turnsLeft = Math.floorMod(index - current, most);
    return blocks.size() == most && turnsLeft > 0 && turnsLeft <= most / 4;
  }

  /** Forgets a key's record. */
  public void remove(long key) {
    lock.lock();
    try {
      places.remove(key);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets all records. */
  public void clear() {
    lock.lock();
    try {
      places.clear();
    } finally {
      lock.unlock();
    }
  }
}
