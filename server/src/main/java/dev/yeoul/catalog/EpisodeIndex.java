package dev.yeoul.catalog;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.yeoul.platform.ChangeListener;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * What playback must know of episodes, for the event loop: answers from memory, and loads what is
 * not there on a virtual thread. A change of the series is seen at once on the node that made it
 * and within a second on the others.
 */
@Singleton
public final class EpisodeIndex implements ChangeListener {
  private static final int MAX_EPISODES = 200_000; // about 20 MB

  private final Jdbi jdbi;
  // asynchronous, so that a change can drop what is just being loaded
  private final AsyncCache<EpisodeId, Optional<EpisodeFacts>> episodes =
      Caffeine.newBuilder()
          .maximumSize(MAX_EPISODES)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .buildAsync();

  /** One for this node, filled from this database as it is asked. */
  public EpisodeIndex(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** An episode that is in memory; never blocks. Null says nothing: ask {@link #find}. */
  public @Nullable EpisodeFacts cached(EpisodeId id) {
    CompletableFuture<Optional<EpisodeFacts>> known = episodes.getIfPresent(id);
    return known != null && known.state() == CompletableFuture.State.SUCCESS
        ? known.resultNow().orElse(null)
        : null;
  }

  /**
   * An episode that may be seen, of a series that may be seen; empty where there is none. Never
   * blocks; continues on the caller's Vert.x context where it has one.
   */
  public Uni<Optional<EpisodeFacts>> find(EpisodeId id) {
    Context context = Vertx.currentContext();
    Uni<Optional<EpisodeFacts>> found =
        Uni.createFrom().completionStage(() -> episodes.get(id, this::load));
    return context == null
        ? found
        : found.emitOn(next -> context.runOnContext(nothing -> next.run()));
  }

  private Optional<EpisodeFacts> load(EpisodeId id) {
    return jdbi.withHandle(handle -> EpisodeRows.facts(handle, id));
  }

  @Override
  public void onChange(Set<String> tags) {
    if (tags.contains(ALL)) {
      episodes.asMap().clear();
    } else if (tags.contains(CatalogTags.LISTS)
        || tags.stream().anyMatch(tag -> tag.startsWith("series:"))) {
      episodes.asMap().values().removeIf(known -> concerns(known, tags));
    }
  }

  private static boolean concerns(
      CompletableFuture<Optional<EpisodeFacts>> known, Set<String> tags) {
    return known.state() != CompletableFuture.State.SUCCESS
        || known.resultNow().isEmpty()
        || tags.contains(known.resultNow().get().seriesId().tag());
  }
}
