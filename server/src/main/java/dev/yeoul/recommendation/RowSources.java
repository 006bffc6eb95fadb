package dev.yeoul.recommendation;

import dev.yeoul.analytics.TrendingBoard;
import dev.yeoul.analytics.TrendingWindow;
import dev.yeoul.recommendation.Diversity.Candidate;
import dev.yeoul.recommendation.Ranked.Scored;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where rows get their titles. Blocking. */
@Singleton
final class RowSources {
  private static final int MOST = 500;

  private final ForYou forYou;
  private final SimilarSeries similar;
  private final Titles titles;
  private final NewTitles newTitles;
  private final TrendingBoard trending;

  /** The same for all viewers until the board or the model changes. */
  private volatile @Nullable Trending lastTrending;

  private record Trending(
      List<TrendingBoard.Place> places, @Nullable ServedModel model, Ranked ranked) {}

  RowSources(
      ForYou forYou,
      SimilarSeries similar,
      Titles titles,
      NewTitles newTitles,
      TrendingBoard trending) {
    this.forYou = forYou;
    this.similar = similar;
    this.titles = titles;
    this.newTitles = newTitles;
    this.trending = trending;
  }

  ForYou forYou() {
    return forYou;
  }

  SimilarSeries similar() {
    return similar;
  }

  Titles titles() {
    return titles;
  }

  NewTitles newTitles() {
    return newTitles;
  }

  /** What is watched now; where too little is, what the model's last days had. */
  @SuppressWarnings("ReferenceEquality") // of long lists, which are read anew or the same
  Ranked trending(@Nullable ServedModel model) {
    List<TrendingBoard.Place> places = trending.of(TrendingWindow.DAY);
    Trending known = lastTrending;
    if (known == null || known.places() != places || known.model() != model) {
      known = new Trending(places, model, ranked(places, model));
      lastTrending = known;
    }
    return known.ranked();
  }

  private static Ranked ranked(List<TrendingBoard.Place> places, @Nullable ServedModel model) {
    List<Scored> scored = new ArrayList<>();
    Set<Long> there = new HashSet<>();
    for (TrendingBoard.Place place : places) {
      if (scored.size() == MOST) {
        break;
      }
      there.add(place.seriesId().value());
      scored.add(new Scored(place.seriesId().value(), (float) place.views()));
    }
    if (model != null && scored.size() < MOST) {
      addPopular(model, there, scored);
    }
    return Ranked.of(scored);
  }

  private static void addPopular(ServedModel model, Set<Long> there, List<Scored> scored) {
    Ranking popular = Ranking.of(model.popular(), History.EMPTY.items(), Truth.Items.NONE, MOST);
    float least = scored.isEmpty() ? 1 : scored.getLast().score();
    float most = popular.scores().length == 0 ? 1 : Math.max(popular.scores()[0], 1e-9f);
    for (int i = 0; i < popular.items().length && scored.size() < MOST; i++) {
      long id = model.seriesId(popular.items()[i]);
      if (there.add(id)) {
        scored.add(new Scored(id, least * popular.scores()[i] / most));
      }
    }
  }

  /** The genre of a ranked title whose slug this is. */
  Optional<String> genre(String slug, RankedTitles ranked) {
    return ranked.stream()
        .map(Candidate::title)
        .flatMap(title -> title.genres().stream())
        .filter(genre -> RowPlans.slug(genre).equals(slug))
        .min(Comparator.naturalOrder());
  }
}
