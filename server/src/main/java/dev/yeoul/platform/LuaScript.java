package dev.yeoul.platform;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * One atomic Redis operation: a file under resources/lua whose header says its KEYS, ARGV and what
 * it returns. Runs by its SHA-1; where Redis does not know it yet (a fresh or restarted one), the
 * text is sent once.
 */
public final class LuaScript {
  private final String text;
  private final String sha;

  private LuaScript(String text) {
    this.text = text;
    this.sha = sha1(text);
  }

  /** The script in this resource, such as <code>lua/playback/record_progress.lua</code>. */
  public static LuaScript load(String resource) {
    try (InputStream in = LuaScript.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + resource);
      }
      return new LuaScript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs it without waiting. */
  public Future<Response> run(RedisPipeline redis, List<String> keys, List<String> args) {
    return redis
        .send(request(Command.EVALSHA, sha, keys, args))
        .recover(failure -> {
          String message = failure.getMessage();
          // NOSCRIPT means that nothing ran, so sending it again can't apply it twice
          return message != null && message.startsWith("NOSCRIPT")
              ? redis.send(request(Command.EVAL, text, keys, args))
              : Future.failedFuture(failure);
        });
  }

  /**
   * Runs it and waits; for virtual threads.
   *
   * @throws ProblemException 503 where Redis does not answer
   */
  public Response call(RedisPipeline redis, List<String> keys, List<String> args) {
    return RedisPipeline.await(run(redis, keys, args));
  }

  private static Request request(
      Command command, String script, List<String> keys, List<String> args) {
    Request request = Request.cmd(command).arg(script).arg(keys.size());
    keys.forEach(request::arg);
    args.forEach(request::arg);
    return request;
  }

  private static String sha1(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
