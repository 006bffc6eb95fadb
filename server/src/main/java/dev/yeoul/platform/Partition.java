package dev.yeoul.platform;

/**
 * The share of the users that a Redis key belongs to. Every key of a user carries its partition's
 * hash tag, so that a script touches one slot and Redis Cluster can follow.
 */
public final class Partition {
  /** How many there are. */
  public static final int COUNT = 256;

  private Partition() {}

  /** A user's partition, 0 to 255. */
  public static int of(long userId) {
    return (int) Math.floorMod(userId, (long) COUNT);
  }

  /** The hash tag of a user's partition: <code>{p17}</code>. */
  public static String tag(long userId) {
    return tagOf(of(userId));
  }

  /** The hash tag of a partition. */
  public static String tagOf(int partition) {
    return "{p" + partition + "}";
  }
}
