package dev.yeoul.platform;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientException;
import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The program's whole configuration, read and checked. */
public record Settings(
    MySql mysql,
    Secret mongoUri,
    RedisServer redis,
    Secret secretKey,
    int bcryptCost,
    Http http,
    Set<Role> roles,
    boolean jsonLogs,
    Limits limits,
    Load load,
    Recommendations recommendations) {

  /** What a node does. */
  public enum Role {
    API,
    WORKER
  }

  /** Where MySQL is. */
  public record MySql(
      String host, int port, String user, Secret password, String database, int connections) {
    /**
     * The JDBC address without credentials.
     *
     * @param answer how long a statement may take; a lock is waited for a little less long, so that
     *     MySQL ends the wait and not the connection
     */
    public String jdbcUrl(Duration answer) {
      return "jdbc:mysql://"
          + host
          + ":"
          + port
          + "/"
          + database
          + "?connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true"
          + "&rewriteBatchedStatements=true&useServerPrepStmts=true&cachePrepStmts=true"
          // each connection keeps them with some 600 bytes a parameter: few, and no long lists
          + "&prepStmtCacheSize=64&prepStmtCacheSqlLimit=1024"
          + "&connectTimeout=3000&tcpKeepAlive=true&socketTimeout="
          + answer.toMillis()
          + "&sessionVariables=innodb_lock_wait_timeout="
          + Math.min(50, answer.toSeconds() - 1)
          + "&allowPublicKeyRetrieval=true&sslMode=PREFERRED&characterEncoding=UTF-8"
          + "&useLocalSessionState=true&useFoundRows=true";
    }
  }

  /** Where Redis is; an empty password means none. */
  public record RedisServer(String host, int port, Secret password) {}

  /** Where the service listens; metricsPort 0 means on the HTTP port. */
  public record Http(String host, int port, int metricsPort) {}

  /** Bounds, in the units of their names. */
  public record Limits(
      int cacheMegabytes,
      int cacheMaxAgeSeconds,
      int storesWaitSeconds,
      int drainSeconds,
      int drainNoticeSeconds) {}

  /** What clients may ask of this node at once, and how slowly. */
  public record Load(
      int calls, int connections, int headerSeconds, int bodySeconds, int idleSeconds) {}

  /**
   * How recommendations are made.
   *
   * @param trainingHours from one training to the next; 0 for never
   * @param explorationPercent of a hundred places for a viewer so many, 0 to 50
   * @param experiment the name of a running comparison; empty for none
   */
  public record Recommendations(int trainingHours, int explorationPercent, String experiment) {}

  private static final int MIN_SECRET_BYTES = 32;

  /** For which any JVM has room. */
  private static final int USUAL_CACHE_MEGABYTES = 32;

  /** What is remembered of viewers, and what the network needs. */
  private static final int OTHER_DIRECT_MEGABYTES = 128;

  /**
   * Reads and checks everything.
   *
   * @throws SettingsException naming the first setting that is missing, wrong or unknown
   */
  public static Settings read(SettingsSource source) {
    source.refuseUnknown();
    return new Settings(
        new MySql(
            source.text(Setting.MYSQL_HOST),
            source.number(Setting.MYSQL_PORT, 1, 65_535),
            source.text(Setting.MYSQL_USER),
            new Secret(source.text(Setting.MYSQL_PASSWORD)),
            source.text(Setting.MYSQL_DATABASE),
            source.number(Setting.YEOUL_MYSQL_CONNECTIONS, 2, 1000)),
        mongoUri(source),
        new RedisServer(
            source.text(Setting.REDIS_HOST),
            source.number(Setting.REDIS_PORT, 1, 65_535),
            new Secret(source.optional(Setting.REDIS_PASSWORD))),
        secretKey(source),
        source.number(Setting.BCRYPT_COST, 4, 15),
        http(source),
        roles(source.text(Setting.YEOUL_ROLE)),
        source.oneOf(Setting.YEOUL_LOG, "json", "plain").equals("json"),
        new Limits(
            cacheMegabytes(source),
            source.number(Setting.YEOUL_CACHE_MAX_AGE, 0, 86_400),
            source.number(Setting.YEOUL_STORES_WAIT, 1, 3600),
            source.number(Setting.YEOUL_DRAIN_SECONDS, 1, 600),
            source.number(Setting.YEOUL_DRAIN_NOTICE, 0, 600)),
        new Load(
            source.number(Setting.YEOUL_MAX_CALLS, 10, 100_000),
            source.number(Setting.YEOUL_MAX_CONNECTIONS, 10, 1_000_000),
            source.number(Setting.YEOUL_HEADER_SECONDS, 1, 600),
            source.number(Setting.YEOUL_BODY_SECONDS, 1, 600),
            source.number(Setting.YEOUL_IDLE_SECONDS, 1, 3600)),
        new Recommendations(
            source.number(Setting.YEOUL_TRAINING_HOURS, 0, 8760),
            source.number(Setting.YEOUL_EXPLORATION, 0, 50),
            source.optional(Setting.YEOUL_EXPERIMENT)));
  }

  /** The JVM lets a node have so much outside of its heap and no more: better said at the start. */
  private static int cacheMegabytes(SettingsSource source) {
    int megabytes = source.number(Setting.YEOUL_CACHE_MB, 8, 65_536);
    int needed = megabytes + OTHER_DIRECT_MEGABYTES;
    if (megabytes > USUAL_CACHE_MEGABYTES && needed > directMegabytes()) {
      throw new SettingsException(
          "YEOUL_CACHE_MB is %d, and the JVM has %d MB outside of its heap for that and all else: start it with JAVA_OPTS=-XX:MaxDirectMemorySize=%dm"
              .formatted(megabytes, directMegabytes(), needed));
    }
    return megabytes;
  }

  private static long directMegabytes() {
    HotSpotDiagnosticMXBean jvm =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    long bytes = Long.parseLong(jvm.getVMOption("MaxDirectMemorySize").getValue());
    return (bytes == 0 ? Runtime.getRuntime().maxMemory() : bytes) >> 20;
  }

  private static Secret mongoUri(SettingsSource source) {
    String uri = source.text(Setting.MONGO_URI);
    if (!uri.startsWith("mongodb://") && !uri.startsWith("mongodb+srv://")) {
      throw new SettingsException("MONGO_URI must start with mongodb:// or mongodb+srv://");
    }
    try {
      new ConnectionString(uri);
    } catch (IllegalArgumentException e) {
      // Not the driver's own words: they may quote the password.
      throw new SettingsException(
          "MONGO_URI is not a connection string like mongodb://user:password@host:27017/yeoul;"
              + " write : / ? # [ ] @ % in the user's name or password as %3A %2F %3F ...");
    } catch (MongoClientException e) {
      throw new SettingsException("MONGO_URI names a mongodb+srv host that the DNS doesn't answer");
    }
    return new Secret(uri);
  }

  private static Http http(SettingsSource source) {
    int port = source.number(Setting.YEOUL_PORT, 1, 65_535);
    int metricsPort = source.number(Setting.YEOUL_METRICS_PORT, 0, 65_535);
    if (metricsPort == port) {
      throw new SettingsException(
          "YEOUL_METRICS_PORT is %d, as is YEOUL_PORT: choose another, or 0 for both on one port"
              .formatted(port));
    }
    return new Http(source.text(Setting.YEOUL_HOST), port, metricsPort);
  }

  private static Secret secretKey(SettingsSource source) {
    Secret key = new Secret(source.text(Setting.SECRET_KEY));
    int bytes = key.value().getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    String hint = "; make one with: openssl rand -base64 48";
    if (bytes < MIN_SECRET_BYTES) {
      throw new SettingsException(
          "SECRET_KEY must have at least 32 bytes, this one has " + bytes + hint);
    }
    String lower = key.value().toLowerCase(java.util.Locale.ROOT);
    boolean example =
        lower.contains("change-me")
            || lower.contains("changeme")
            || lower.contains("change_me")
            || lower.contains("example")
            || lower.contains("your-secret")
            || lower.contains("your_secret")
            || lower.contains("replace-")
            || key.value().chars().distinct().count() < 8;
    if (example) {
      throw new SettingsException("SECRET_KEY is an example value" + hint);
    }
    return key;
  }

  private static Set<Role> roles(String value) {
    try {
      return Arrays.stream(value.split(",", -1))
          .map(role -> Role.valueOf(role.trim().toUpperCase(java.util.Locale.ROOT)))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IllegalArgumentException e) {
      throw new SettingsException("YEOUL_ROLE must be api, worker or api,worker, not " + value);
    }
  }
}
