package dev.yeoul.embedded;

import java.time.Duration;

/**
 * How the stores are run.
 *
 * @param systemServers take mysqld, redis-server and mongod from PATH, not the pinned versions
 * @param appendFsync when Redis syncs its append-only file
 * @param startLimit how long one store may take until it answers
 */
public record StoreOptions(boolean systemServers, AppendFsync appendFsync, Duration startLimit) {

  /** Redis' own words. Only ALWAYS keeps every acknowledged write through a crash. */
  public enum AppendFsync {
    ALWAYS("always"),
    EVERYSEC("everysec"),
    NO("no");

    private final String setting;

    AppendFsync(String setting) {
      this.setting = setting;
    }

    String setting() {
      return setting;
    }
  }

  /** The pinned servers, every write synced, two minutes to start. */
  public static StoreOptions defaults() {
    return new StoreOptions(false, AppendFsync.ALWAYS, Duration.ofMinutes(2));
  }

  public StoreOptions withSystemServers(boolean wanted) {
    return new StoreOptions(wanted, appendFsync, startLimit);
  }

  public StoreOptions withAppendFsync(AppendFsync wanted) {
    return new StoreOptions(systemServers, wanted, startLimit);
  }
}
