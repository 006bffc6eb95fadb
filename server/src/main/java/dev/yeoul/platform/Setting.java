package dev.yeoul.platform;

import org.jspecify.annotations.Nullable;

/**
 * Every setting there is. Read from the environment, or from <code>.env</code> in the working
 * directory where the environment lacks it. docs/configuration.md lists them.
 */
public enum Setting {
  MYSQL_HOST(null, "host name or address of MySQL 8.0"),
  MYSQL_PORT("3306", "port of MySQL, 1 to 65535"),
  MYSQL_USER(null, "user of MySQL; needs all rights on the database"),
  MYSQL_PASSWORD(null, "its password"),
  MYSQL_DATABASE(null, "the database"),
  MONGO_URI(null, "MongoDB's connection string, with the database: mongodb://.../yeoul"),
  REDIS_HOST(null, "host name or address of Redis 6.2 or later"),
  REDIS_PORT("6379", "port of Redis, 1 to 65535"),
  REDIS_PASSWORD("", "its password; empty: none"),
  SECRET_KEY(null, "signs tokens: at least 32 bytes, random, the same on every node"),
  BCRYPT_COST("12", "cost of password hashes, 4 to 15; below 10 only for demos and tests"),
  YEOUL_HOST("0.0.0.0", "address that the HTTP port listens on"),
  YEOUL_PORT("8000", "HTTP port, 1 to 65535; --port wins"),
  YEOUL_METRICS_PORT("0", "a port of its own for /metrics; 0: on the HTTP port"),
  YEOUL_ROLE("api,worker", "what this node does: api, worker or both; --role wins"),
  YEOUL_LOG("json", "json, or plain for people"),
  YEOUL_CACHE_MB("32", "memory for ready answers, 8 to 65536 MB"),
  YEOUL_CACHE_MAX_AGE(
      "0", "seconds that clients and CDNs may reuse catalogue answers unasked, 0 to 86400"),
  YEOUL_MYSQL_CONNECTIONS("16", "connections to MySQL at the most, 2 to 1000"),
  YEOUL_STORES_WAIT("60", "seconds that start-up waits for the stores, 1 to 3600"),
  YEOUL_DRAIN_SECONDS("25", "seconds that accepted requests have to finish at shutdown, 1 to 600"),
  YEOUL_DRAIN_NOTICE(
      "1", "seconds of them in which the port stays open and /health/ready says 503, 0 to 600"),
  YEOUL_MAX_CALLS(
      "2000",
      "calls in progress at once, of those that wait for MySQL and of the others, 10 to 100000"),
  YEOUL_MAX_CONNECTIONS("16384", "clients' connections at once, 10 to 1000000"),
  YEOUL_HEADER_SECONDS("10", "seconds that a request's header may take to arrive, 1 to 600"),
  YEOUL_BODY_SECONDS("30", "seconds that a request's body may take to arrive, 1 to 600"),
  YEOUL_IDLE_SECONDS("75", "seconds after which an idle connection is closed, 1 to 3600"),
  YEOUL_TRAINING_HOURS(
      "24", "hours from one training of recommendations to the next, 0 to 8760; 0: never"),
  YEOUL_EXPLORATION(
      "0", "of a hundred recommended titles so many from further down the ranking, 0 to 50"),
  YEOUL_EXPERIMENT("", "name of a running comparison, whose bucket b alone explores; empty: none");

  private final @Nullable String fallback;
  private final String meaning;

  Setting(@Nullable String fallback, String meaning) {
    this.fallback = fallback;
    this.meaning = meaning;
  }

  /** The value where none is given, or null where one must be. */
  public @Nullable String fallback() {
    return fallback;
  }

  /** What it is, with its range. */
  public String meaning() {
    return meaning;
  }
}
