package dev.yeoul.playback;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.Partition;

/** The names of playback's keys in Redis. All of one user carry the partition's hash tag. */
final class ViewingKeys {
  private ViewingKeys() {}

  static String progressPrefix(UserId user) {
    return "progress:" + Partition.tag(user.value()) + ":" + user.value() + ":";
  }

  static String progress(UserId user, SeriesId series) {
    return progressPrefix(user) + series.value();
  }

  static String watching(UserId user) {
    return "watching:" + Partition.tag(user.value()) + ":" + user.value();
  }

  static String stream(UserId user) {
    return stream(Partition.of(user.value()));
  }

  static String stream(int partition) {
    return "views:" + Partition.tagOf(partition);
  }
}
