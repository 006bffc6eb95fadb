package dev.yeoul.embedded;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server's program says it is when asked with {@code --version}.
 *
 * @param major the first number
 * @param minor the second
 * @param patch the third
 */
record ServerVersion(int major, int minor, int patch) {
  private static final Pattern MYSQL = Pattern.compile("\\bVer (\\d+)\\.(\\d+)\\.(\\d+)");
  private static final Pattern REDIS = Pattern.compile("^Redis server v=(\\d+)\\.(\\d+)\\.(\\d+)");
  private static final Pattern MONGO = Pattern.compile("^db version v(\\d+)\\.(\\d+)\\.(\\d+)");

  /** MySQL 8.0 from mysqld's answer. */
  static ServerVersion mysql(String answer) {
    if (answer.contains("MariaDB")) {
      throw refused("this mysqld is MariaDB, but Yeoul needs MySQL 8.0", answer);
    }
    ServerVersion version = parse(MYSQL, "mysqld", answer);
    if (version.major != 8 || version.minor != 0) {
      throw refused("mysqld is " + version + ", but Yeoul needs MySQL 8.0", answer);
    }
    return version;
  }

  /** Redis 6.2 to 7.x from redis-server's answer. */
  static ServerVersion redis(String answer) {
    ServerVersion version = parse(REDIS, "redis-server", answer);
    if (version.major != 7 && (version.major != 6 || version.minor < 2)) {
      throw refused("redis-server is " + version + ", but Yeoul needs 6.2 to 7.x", answer);
    }
    return version;
  }

  /** MongoDB 6 or later from mongod's answer. */
  static ServerVersion mongo(String answer) {
    ServerVersion version = parse(MONGO, "mongod", answer);
    if (version.major < 6) {
      throw refused("mongod is " + version + ", but Yeoul needs 6.0 or later", answer);
    }
    return version;
  }

  private static ServerVersion parse(Pattern pattern, String program, String answer) {
    Matcher matcher = pattern.matcher(answer);
    if (!matcher.find()) {
      throw refused(program + " does not say its version in a form that is known", answer);
    }
    return new ServerVersion(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(3)));
  }

  private static StoreException refused(String reason, String answer) {
    return new StoreException(
        reason + "; it answered: " + answer.lines().findFirst().orElse("nothing"));
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
