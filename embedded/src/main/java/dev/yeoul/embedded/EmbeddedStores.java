package dev.yeoul.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Real MySQL, Redis and MongoDB on free ports of 127.0.0.1 with generated passwords. They stop with
 * {@link #close()} and also when this JVM ends in any other way.
 */
public final class EmbeddedStores implements AutoCloseable {
  private final DataDirectory directory;
  private final MysqlStore mysql;
  private final RedisStore redis;
  private final MongoStore mongo;

  private EmbeddedStores(
      DataDirectory directory, MysqlStore mysql, RedisStore redis, MongoStore mongo) {
    this.directory = directory;
    this.mysql = mysql;
    this.redis = redis;
    this.mongo = mongo;
  }

  /**
   * Starts the three on what the folder holds, or on new data, and returns when all answer.
   *
   * @throws DataInUseException when another program runs on the folder
   * @throws StoreException when one does not start, with the end of its log
   */
  public static EmbeddedStores start(Path folder, StoreOptions options)
      throws IOException, InterruptedException {
    return start(DataDirectory.open(folder), options);
  }

  /** The same on a folder that is already open, and that is closed with the stores. */
  public static EmbeddedStores start(DataDirectory directory, StoreOptions options)
      throws IOException, InterruptedException {
    EmbeddedStores stores = null;
    try {
      Binaries binaries = options.systemServers() ? SystemBinaries.ofPath() : Binaries.pinned();
      stores = create(directory, options, binaries);
      inParallel(stores.all().stream().map(store -> step(store::start)).toList());
      return stores;
    } catch (IOException | InterruptedException | RuntimeException e) {
      abandon(stores, directory, e);
      throw e;
    }
  }

  private static EmbeddedStores create(
      DataDirectory directory, StoreOptions options, Binaries binaries) throws IOException {
    Credentials credentials = directory.credentials();
    return new EmbeddedStores(
        directory,
        new MysqlStore(
            binaries.mysql(),
            directory,
            options.startLimit(),
            credentials.get("mysql"),
            credentials.get("mysql-root")),
        new RedisStore(
            binaries.redis(),
            directory,
            options.startLimit(),
            credentials.get("redis"),
            options.appendFsync()),
        new MongoStore(
            binaries.mongo(),
            directory,
            options.startLimit(),
            credentials.get("mongo"),
            credentials.get("mongo-key")));
  }

  public MysqlStore mysql() {
    return mysql;
  }

  public RedisStore redis() {
    return redis;
  }

  public MongoStore mongo() {
    return mongo;
  }

  public List<Store> all() {
    return List.of(mysql, redis, mongo);
  }

  public DataDirectory directory() {
    return directory;
  }

  /** Where the stores are and how to get in, under the names that the server reads. */
  public Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("MYSQL_HOST", Ports.LOOPBACK);
    environment.put("MYSQL_PORT", Integer.toString(mysql.port()));
    environment.put("MYSQL_USER", MysqlStore.USER);
    environment.put("MYSQL_PASSWORD", mysql.password());
    environment.put("MYSQL_DATABASE", MysqlStore.DATABASE);
    environment.put("MONGO_URI", mongo.uri());
    environment.put("REDIS_HOST", Ports.LOOPBACK);
    environment.put("REDIS_PORT", Integer.toString(redis.port()));
    environment.put("REDIS_PASSWORD", redis.password());
    return environment;
  }

  /** Stops the three in their own orderly way and gives up the folder; the data stays. */
  @Override
  public void close() throws IOException {
    // An interruption is how a stop begins: it must not cut the stores' orderly end short.
    boolean interrupted = Thread.interrupted();
    try (directory) {
      inParallel(all().stream().map(store -> step(store::stop)).toList());
    } catch (InterruptedException e) {
      interrupted = true;
      throw new StoreException("interrupted while stopping the stores", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws InterruptedException;
  }

  private static Callable<Boolean> step(Step step) {
    return () -> {
      step.run();
      return true;
    };
  }

  private static void inParallel(List<Callable<Boolean>> steps) throws InterruptedException {
    RuntimeException failure = null;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> result : threads.invokeAll(steps)) {
        try {
          result.get();
        } catch (ExecutionException e) {
          RuntimeException one =
              e.getCause() instanceof RuntimeException r ? r : new CompletionException(e);
          if (failure == null) {
            failure = one;
          } else {
            failure.addSuppressed(one);
          }
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static void abandon(
      @Nullable EmbeddedStores stores, DataDirectory directory, Exception reason) {
    try {
      if (stores == null) {
        directory.close();
      } else {
        stores.close();
      }
    } catch (IOException | RuntimeException e) {
      reason.addSuppressed(e);
    }
  }
}
