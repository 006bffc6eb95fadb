package dev.yeoul.recommendation;

import dev.yeoul.catalog.LiveTitle;
import dev.yeoul.recommendation.ServedModel.Neighbour;
import java.util.List;
import java.util.function.LongFunction;

/** What is like what by what is written about it. */
final class ContentNeighbours {
  private ContentNeighbours() {}

  /**
   * By series id, best first; nothing so far.
   *
   * @param titles all that may be compared
   * @param most neighbours of each
   */
  static LongFunction<List<Neighbour>> of(List<LiveTitle> titles, int most) {
    return series -> List.of();
  }
}
