package dev.yeoul.recommendation;

import dev.yeoul.recommendation.Diversity.Candidate;
import dev.yeoul.taste.Preferences;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a viewer's taste adds to scores besides the model, in units of the candidates' spread: that
 * of the best score to the least. What is said at sign-up counts for less with each title that is
 * watched.
 *
 * @param byGenre for the title that fits the genres best
 * @param byCountry for a title of the country
 */
record Leaning(GenreTaste genres, float byGenre, @Nullable Country country, float byCountry) {
  private static final float GENRES = 2;
  private static final float COUNTRY = 0.25f;

  /**
   * A viewer's.
   *
   * @param modelled whether the scores are a model's, which knows of genres from what was watched;
   *     without one they count in full
   */
  static Leaning of(ViewerFacts viewer, GenreTaste genres, boolean modelled) {
    Preferences said = viewer.taste().preferences();
    float share = 1f / (1 + viewer.liked().size());
    float byGenre = said.genres().isEmpty() ? 0 : GENRES * share;
    String code = said.country();
    return new Leaning(
        genres,
        modelled ? byGenre : GENRES,
        code == null ? null : new Country(code),
        COUNTRY * share);
  }

  boolean isNone() {
    return byGenre == 0 && country == null;
  }

  /** The candidates with what is added, best first. */
  List<Candidate> added(List<Candidate> candidates) {
    if (candidates.isEmpty()) {
      return candidates;
    }
    float spread = candidates.getFirst().score() - candidates.getLast().score();
    float most = mostByGenre(candidates);
    List<Candidate> changed = new ArrayList<>(candidates.size());
    for (Candidate one : candidates) {
      float more = most == 0 ? 0 : byGenre * genres.of(one.title()) / most;
      if (country != null && country.made(one.title())) {
        more += byCountry;
      }
      changed.add(new Candidate(one.title(), one.score() + spread * more));
    }
    changed.sort(Comparator.comparingDouble(Candidate::score).reversed());
    return changed;
  }

  private float mostByGenre(List<Candidate> candidates) {
    float most = 0;
    for (Candidate one : candidates) {
      most = Math.max(most, genres.of(one.title()));
    }
    return most;
  }
}
