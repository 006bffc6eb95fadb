package dev.yeoul.account;

import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.platform.ChangePoller;
import dev.yeoul.platform.RedisPipeline;
import dev.yeoul.platform.ResponseCache;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/** What another node on the same stores knows of who callers are. */
final class SecondNode implements AutoCloseable {
  final Authenticator authenticator;
  private final ChangePoller poller;

  SecondNode(AccessTokens tokens, Jdbi jdbi, RedisPipeline redis) {
    Clock clock = Clock.systemUTC();
    authenticator = new Authenticator(tokens, new SessionStore(redis), new UserStore(jdbi));
    ChangeFeed feed = new ChangeFeed(jdbi, redis, clock);
    feed.listen(authenticator);
    poller =
        new ChangePoller(
            jdbi, feed, new ResponseCache(8, Set.of(), new SimpleMeterRegistry()), clock);
    poller.start(redis);
  }

  @Override
  public void close() {
    poller.close();
  }
}
