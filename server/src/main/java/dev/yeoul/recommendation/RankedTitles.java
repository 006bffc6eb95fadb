package dev.yeoul.recommendation;

import dev.yeoul.recommendation.Diversity.Candidate;
import dev.yeoul.recommendation.Ranked.Scored;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A ranking whose titles are looked up only as far as somebody asks: a page shows few of those that
 * are ranked for it. Those that a viewer may not see are passed over. Blocking where a title is not
 * in memory; for one thread.
 */
final class RankedTitles {
  private final Ranked ranked;
  private final LongFunction<@Nullable Title> titles;
  private final List<Candidate> found = new ArrayList<>();

  /** So many places of the ranking have been looked up. */
  private int lookedUp;

  /**
   * Of a ranking.
   *
   * @param titles null for one that a viewer may not see
   */
  RankedTitles(Ranked ranked, LongFunction<@Nullable Title> titles) {
    this.ranked = ranked;
    this.titles = titles;
  }

  /** Of titles that are at hand, best first. */
  RankedTitles(List<Candidate> candidates) {
    this(Ranked.NONE, id -> null);
    found.addAll(candidates);
  }

  /** The best, at most so many. */
  List<Candidate> first(int most) {
    return List.copyOf(found.subList(0, findUpTo(most)));
  }

  List<Candidate> all() {
    return first(Integer.MAX_VALUE);
  }

  /** Those behind the first so many, some of which a viewer perhaps may not see. */
  List<Scored> behind(int most) {
    int from = findUpTo(most);
    return Stream.concat(
            found.subList(from, found.size()).stream().map(Candidate::scored),
            ranked.slice(lookedUp, ranked.size()).stream())
        .toList();
  }

  /** All, each looked up when its turn comes. */
  Stream<Candidate> stream() {
    return IntStream.iterate(0, place -> place < found.size() || findNext(), place -> place + 1)
        .mapToObj(found::get);
  }

  /** Finds so many, or as many as there are, and says how many. */
  private int findUpTo(int most) {
    while (found.size() < most && findNext()) {
      // one more
    }
    return Math.min(most, found.size());
  }

  /** Finds one more, if there is one. */
  private boolean findNext() {
    while (lookedUp < ranked.size()) {
      int place = lookedUp++;
      Title title = titles.apply(ranked.ids()[place]);
      if (title != null) {
        found.add(new Candidate(title, ranked.scores()[place]));
        return true;
      }
    }
    return false;
  }
}
