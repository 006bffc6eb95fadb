package dev.yeoul.recommendation;

import dev.yeoul.analytics.TrendingBoard;
import dev.yeoul.analytics.TrendingWindow;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.playback.WatchedSeries;
import dev.yeoul.recommendation.Diversity.Candidate;
import dev.yeoul.recommendation.Ranked.Scored;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ranks titles for one viewer: by the model, or without one by what is popular and new within the
 * viewer's genres. Blocking.
 */
@Singleton
final class ForYou {
  /** How many titles are ranked for a viewer. */
  private static final int MOST = 400;

  /** So many of the best are spread by genre; what is behind them stays in order. */
  private static final int SPREAD = 100;

  /** Every so manieth place goes to a title that nobody has watched yet, where one fits. */
  private static final int COLD_EVERY = 10;

  /** Of the titles watched last so many say which unwatched one fits. */
  private static final int COLD_FROM = 10;

  private static final int NEIGHBOURS = 30;

  /** Of the titles watched last so many say which genres the viewer likes. */
  private static final int GENRES_FROM = 50;

  private final PersonalRanking personal;
  private final Titles titles;
  private final NewTitles newTitles;
  private final TrendingBoard trending;
  private final Exploration exploration;

  ForYou(
      PersonalRanking personal,
      Titles titles,
      NewTitles newTitles,
      TrendingBoard trending,
      Exploration exploration) {
    this.personal = personal;
    this.titles = titles;
    this.newTitles = newTitles;
    this.trending = trending;
    this.exploration = exploration;
  }

  /** The viewer's genres. */
  GenreTaste genres(ViewerFacts viewer) {
    Set<Long> watched = new LinkedHashSet<>();
    viewer.liked().stream()
        .limit(GENRES_FROM)
        .forEach(series -> watched.add(series.series().value()));
    viewer.taste().preferences().series().forEach(series -> watched.add(series.value()));
    Map<Long, Title> visible = titles.visible(watched);
    List<Title> known = new ArrayList<>();
    for (Long id : watched) {
      Title title = visible.get(id);
      if (title != null) {
        known.add(title);
      }
    }
    return new GenreTaste(known, viewer.taste().preferences().genres());
  }

  /** What ranks titles for the viewer. */
  Source source(@Nullable ServedModel model, ViewerFacts viewer) {
    if (model == null) {
      return Source.NONE;
    }
    return PersonalRanking.knows(model, viewer) ? Source.MODEL : Source.POPULAR;
  }

  /** Titles by their score for the viewer, best first, without what is barred. */
  RankedTitles ranked(@Nullable ServedModel model, ViewerFacts viewer, GenreTaste genres) {
    Ranked best = model == null ? popular(viewer, genres) : personal.of(model, viewer, MOST);
    RankedTitles candidates = new RankedTitles(best, titles.among(best.ids()));
    Leaning leaning = Leaning.of(viewer, genres, model != null);
    return leaning.isNone() ? candidates : new RankedTitles(leaning.added(candidates.all()));
  }

  /**
   * The same order as a row shows it: neighbours differ, and here and there stands a cold title.
   */
  List<Scored> spread(@Nullable ServedModel model, ViewerFacts viewer, RankedTitles ranked) {
    List<Scored> order = new ArrayList<>(MOST + NEIGHBOURS);
    for (Candidate one : Diversity.spread(ranked.first(SPREAD))) {
      order.add(one.scored());
    }
    order.addAll(ranked.behind(SPREAD));
    if (model != null) {
      placeCold(order, cold(model, viewer));
    }
    return exploration.of(order, viewer.user());
  }

  private static void placeCold(List<Scored> order, List<Long> cold) {
    int place = COLD_EVERY - 1;
    for (Long id : cold) {
      if (place > order.size()) {
        return;
      }
      float score = place == 0 ? 0 : order.get(place - 1).score();
      order.add(place, new Scored(id, score));
      place += COLD_EVERY;
    }
  }

  /** Titles that the model's events lack, and that are like what was watched last. */
  private List<Long> cold(ServedModel model, ViewerFacts viewer) {
    Map<Long, Double> sums = new LinkedHashMap<>();
    int age = 0;
    for (WatchedSeries series : viewer.liked()) {
      if (age == COLD_FROM) {
        break;
      }
      double weight = 1.0 / ++age;
      Ranked near = model.similar(series.series().value(), NEIGHBOURS);
      for (int i = 0; i < near.size(); i++) {
        long id = near.ids()[i];
        if (model.item(id) < 0 && !viewer.barred().contains(id)) {
          sums.merge(id, weight * near.scores()[i], Double::sum);
        }
      }
    }
    return sums.entrySet().stream()
        .sorted(Map.Entry.<Long, Double>comparingByValue().reversed())
        .limit(NEIGHBOURS)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What is popular now, then what is new. */
  private Ranked popular(ViewerFacts viewer, GenreTaste genres) {
    Set<SeriesId> ids = new LinkedHashSet<>();
    trending.of(TrendingWindow.WEEK).stream()
        .limit(MOST)
        .forEach(place -> ids.add(place.seriesId()));
    ids.addAll(newTitles.all());
    viewer.taste().preferences().genres().forEach(genre -> ids.addAll(newTitles.of(genre)));
    genres.top(3).forEach(genre -> ids.addAll(newTitles.of(genre)));
    ids.removeIf(id -> viewer.barred().contains(id.value()));
    return Ranked.inOrder(ids);
  }
}
