package dev.yeoul.recommendation;

import dev.yeoul.recommendation.Ranked.Scored;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A row before it is filled.
 *
 * @param row its name in addresses
 * @param watchedToo whether it may show what the viewer has watched
 * @param candidates more than it shows, best first, some more than once perhaps; made as far as
 *     they are asked for
 */
record RowPlan(
    String row,
    String title,
    Reason reason,
    boolean watchedToo,
    Supplier<Stream<Scored>> candidates) {

  /** Why a row is there. */
  @Schema(name = "RecommendationReason", description = "Why the row is there")
  record Reason(
      @Schema(
              enumeration = {
                "continue_watching",
                "history",
                "preferences",
                "popular",
                "watched",
                "trending",
                "new",
                "genre"
              },
              examples = "watched")
          String code,
      @Schema(
              nullable = true,
              implementation = Long.class,
              description = "The series that was watched, where that is the reason",
              examples = "42")
          @Nullable Long seriesId) {
    static Reason of(String code) {
      return new Reason(code, null);
    }
  }
}
