package dev.yeoul.account;

import dev.yeoul.platform.Partition;

/**
 * Which user.
 *
 * @param value the row's id, at least 1
 */
public record UserId(long value) {
  /** Begins the {@link #changeTag()} of each user. */
  public static final String TAG = "user:";

  /** The tag of changes to what this user may do: roles and subscription. */
  public String changeTag() {
    return TAG + value;
  }

  /** The Redis hash tag of the partition that holds this user's keys, such as {p17}. */
  public String partitionTag() {
    return Partition.tag(value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
