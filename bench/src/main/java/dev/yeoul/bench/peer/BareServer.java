package dev.yeoul.bench.peer;

import dev.yeoul.bench.peer.BareProgress.Episode;
import dev.yeoul.bench.peer.BareProgress.Input;
import dev.yeoul.bench.peer.BareProgress.Write;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A process that takes progress writes and does nothing else: no routes, no authentication (a token
 * is a key in a map), no worker, no metrics. An event loop a core, and one pipelined connection to
 * Redis each.
 */
public final class BareServer extends AbstractVerticle {
  private static final int LOOPS = 2;
  private static final int IN_FLIGHT = 16_384;
  private static final String BEARER = "Bearer ";
  private static final CharSequence JSON =
      HttpHeaders.createOptimized("application/json;charset=UTF-8");
  private static final CharSequence PRIVATE = HttpHeaders.createOptimized("private, no-store");

  private final Facts facts;
  private RedisConnection redis;

  /** What it knows before the first request. */
  private record Facts(
      int port, String redisUrl, String sha, Map<String, Long> users, Map<Long, Episode> episodes) {
    /** From a folder that {@link BareVertx} has filled. */
    static Facts read(Path folder) throws IOException {
      List<String> settings = Files.readAllLines(folder.resolve("settings"));
      Map<String, Long> users = new HashMap<>();
      for (String line : Files.readAllLines(folder.resolve("users"))) {
        int tab = line.indexOf('\t');
        users.put(BEARER + line.substring(tab + 1), Long.valueOf(line.substring(0, tab)));
      }
      Map<Long, Episode> episodes = new HashMap<>();
      for (String line : Files.readAllLines(folder.resolve("episodes"))) {
        String[] members = line.split(" ", -1);
        long id = Long.parseLong(members[1]);
        episodes.put(id, new Episode(Long.parseLong(members[0]), id, Long.parseLong(members[2])));
      }
      return new Facts(
          Integer.parseInt(settings.get(0)), settings.get(1), settings.get(2), users, episodes);
    }
  }

  @SuppressWarnings("NullAway.Init") // start() runs before any request
  private BareServer(Facts facts) {
    this.facts = facts;
  }

  /** Takes the folder that says where Redis is and who there is. */
  public static void main(String[] arguments) throws IOException {
    Facts facts = Facts.read(Path.of(arguments[0]));
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));
    vertx
        .deployVerticle(() -> new BareServer(facts), new DeploymentOptions().setInstances(LOOPS))
        .onFailure(failure -> {
          failure.printStackTrace();
          System.exit(1);
        });
  }

  @Override
  public void start(Promise<Void> started) {
    RedisOptions options =
        new RedisOptions()
            .setConnectionString(facts.redisUrl())
            .setMaxPoolSize(1)
            .setMaxWaitingHandlers(IN_FLIGHT);
    Redis.createClient(vertx, options)
        .connect()
        .compose(connection -> {
          redis = connection;
          return vertx
              .createHttpServer()
              .requestHandler(this::handle)
              .listen(facts.port(), "127.0.0.1");
        })
        .<Void>mapEmpty()
        .onComplete(started);
  }

  private void handle(HttpServerRequest request) {
    Long user = facts.users().get(request.getHeader(HttpHeaders.AUTHORIZATION));
    if (user == null) {
      request.response().setStatusCode(401).end();
      return;
    }
    request
        .body()
        .compose(body -> write(user, series(request.path()), body))
        .onSuccess(answer ->
            request
                .response()
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .putHeader(HttpHeaders.CACHE_CONTROL, PRIVATE)
                .end(answer))
        .onFailure(failure -> request.response().setStatusCode(422).end());
  }

  private Future<Buffer> write(long user, long series, Buffer body) {
    try {
      Input input = BareProgress.read(body.getBytes());
      Episode episode = input.episodeId() == null ? null : facts.episodes().get(input.episodeId());
      if (episode == null || episode.series() != series) {
        return Future.failedFuture("no such episode");
      }
      Write write = BareProgress.check(user, episode, input);
      return write == null ? Future.failedFuture("refused") : send(write);
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
  }

  private Future<Buffer> send(Write write) {
    List<String> keys = write.keys();
    Request request = Request.cmd(Command.EVALSHA).arg(facts.sha()).arg(keys.size());
    keys.forEach(request::arg);
    write.arguments().forEach(request::arg);
    return redis
        .send(request)
        .map(id -> {
          try {
            return Buffer.buffer(write.answer(id.toString()));
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
  }

  /** The number in /api/series/NUMBER/progress. */
  private static long series(String path) {
    int from = "/api/series/".length();
    return Long.parseLong(path, from, path.indexOf('/', from), 10);
  }
}
