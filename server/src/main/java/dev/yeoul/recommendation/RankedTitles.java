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
  private final List<Candidate> found;

  /** So many places of the ranking have been looked up. */
  private int lookedUp;

  private RankedTitles(Ranked ranked, LongFunction<@Nullable Title> titles, List<Candidate> found) {
    this.ranked = ranked;
    this.titles = titles;
    this.found = found;
  }

  static RankedTitles of(Ranked ranked, Titles titles) {
    return new RankedTitles(ranked, titles.among(ranked.ids()), new ArrayList<>());
  }

  /** Of titles that are at hand. */
  static RankedTitles of(List<Candidate> candidates) {
    return new RankedTitles(Ranked.NONE, id -> null, new ArrayList<>(candidates));
  }

  /** The best, at most so many. */
  List<Candidate> first(int most) {
    while (found.size() < most && findNext()) {
      // one more
    }
    return List.copyOf(found.subList(0, Math.min(most, found.size())));
  }

  List<Candidate> all() {
    return first(Integer.MAX_VALUE);
  }

  /** Those behind the best so many, without a look whether a viewer may see them. */
  List<Scored> behind(int most) {
    List<Scored> behind = new ArrayList<>();
    for (Candidate one : found.subList(Math.min(most, found.size()), found.size())) {
      behind.add(one.scored());
    }
    for (int place = lookedUp; place < ranked.size(); place++) {
      behind.add(new Scored(ranked.ids()[place], ranked.scores()[place]));
    }
    return behind;
  }

  /** All, each looked up when its turn comes. */
  Stream<Candidate> stream() {
    return IntStream.iterate(0, place -> place < found.size() || findNext(), place -> place + 1)
        .mapToObj(found::get);
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
