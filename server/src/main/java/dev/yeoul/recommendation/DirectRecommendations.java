package dev.yeoul.recommendation;

import dev.yeoul.account.UserId;
import dev.yeoul.platform.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link RecommendationResource#page} without the REST layer. */
@Singleton
public final class DirectRecommendations {
  /** The call's name in metrics. */
  public static final String OPERATION = RecommendationResource.class.getSimpleName() + ".page";

  private static final String PATH = RecommendationResource.PATH;

  /** Addresses in their usual form, and how many titles a row they ask for. */
  private static final Map<String, Integer> LIMITS = limits();

  private final ViewerPages pages;

  DirectRecommendations(ViewerPages pages) {
    this.pages = pages;
  }

  private static Map<String, Integer> limits() {
    Map<String, Integer> limits = new HashMap<>();
    limits.put(PATH, PageRequest.limit(null));
    for (int limit = 1; limit <= PageRequest.MAX_LIMIT; limit++) {
      limits.put(PATH + "?limit=" + limit, limit);
    }
    return Map.copyOf(limits);
  }

  /** How many titles a row are asked for; null for another address, or an unusual form of it. */
  public static @Nullable Integer limit(String uri) {
    return uri.startsWith(PATH) ? LIMITS.get(uri) : null;
  }

  /**
   * The viewer's page. Never blocks; continues on the caller's Vert.x context.
   *
   * @param limit titles a row, 1 to 100
   * @return fails with 503 where Redis or MySQL does not answer
   */
  public Uni<PageBytes> page(UserId user, int limit) {
    return pages.of(user, limit);
  }
}
