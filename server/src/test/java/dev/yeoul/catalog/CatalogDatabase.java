package dev.yeoul.catalog;

import dev.yeoul.embedded.SharedStores;
import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.platform.Database;
import dev.yeoul.platform.Secret;
import dev.yeoul.platform.Settings;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** An empty catalogue on the real MySQL, in a database of its own. */
public final class CatalogDatabase implements AutoCloseable {
  /** Stands still. */
  public static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

  private static int databases;

  private final String name;
  private final Database database;

  private CatalogDatabase(String name, Database database) {
    this.name = name;
    this.database = database;
  }

  /** A new one, with the schema. */
  public static synchronized CatalogDatabase create() {
    String name = "yeoul_catalog_" + ++databases;
    try (Database shared = open("yeoul")) {
      shared.jdbi().useHandle(handle -> handle.execute("CREATE DATABASE " + name));
    }
    CatalogDatabase created = new CatalogDatabase(name, open(name));
    created.database.migrate();
    return created;
  }

  private static Database open(String name) {
    Map<String, String> environment = SharedStores.get().environment();
    return Database.open(
        new Settings.MySql(
            setting(environment, "MYSQL_HOST"),
            Integer.parseInt(setting(environment, "MYSQL_PORT")),
            setting(environment, "MYSQL_USER"),
            new Secret(setting(environment, "MYSQL_PASSWORD")),
            name,
            8));
  }

  private static String setting(Map<String, String> environment, String name) {
    return Objects.requireNonNull(environment.get(name));
  }

  String name() {
    return name;
  }

  /** SQL. */
  public Jdbi jdbi() {
    return database.jdbi();
  }

  /** Its changes, which nobody hears. */
  public ChangeFeed changes() {
    return new ChangeFeed(jdbi(), null, CLOCK);
  }

  long count(String from) {
    return jdbi()
        .withHandle(
            handle -> handle.createQuery("SELECT COUNT(*) FROM " + from).mapTo(Long.class).one());
  }

  Series series(String showId) {
    return jdbi().withHandle(handle -> SeriesRows.find(handle, id(handle, showId)).orElseThrow());
  }

  SeriesId id(String showId) {
    return jdbi().withHandle(handle -> id(handle, showId));
  }

  private static SeriesId id(Handle handle, String showId) {
    return handle
        .createQuery("SELECT id FROM series WHERE show_id = :id")
        .bind("id", showId)
        .mapTo(Long.class)
        .map(SeriesId::new)
        .one();
  }

  @Override
  public void close() {
    database.jdbi().useHandle(handle -> handle.execute("DROP DATABASE " + name));
    database.close();
  }
}
