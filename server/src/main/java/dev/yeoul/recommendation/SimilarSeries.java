package dev.yeoul.recommendation;

import dev.yeoul.catalog.SeriesId;
import dev.yeoul.recommendation.Ranked.Scored;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Titles like another one: what the model says, and where it knows nothing of the title, such as
 * one that joined the catalogue after the training, the newest ones that share most genres.
 * Blocking.
 */
@Singleton
final class SimilarSeries {
  private final ServedModels models;
  private final Titles titles;
  private final NewTitles newTitles;

  SimilarSeries(ServedModels models, Titles titles, NewTitles newTitles) {
    this.models = models;
    this.titles = titles;
    this.newTitles = newTitles;
  }

  /** At most so many, the most similar first, those that a viewer may not see among them. */
  Ranked of(long id, int most) {
    ServedModel model = models.current();
    Ranked known = model == null ? Ranked.NONE : model.similar(id, most);
    return known.size() == 0 ? byGenre(id, most) : known;
  }

  private Ranked byGenre(long id, int most) {
    Title title = titles.visible(List.of(id)).get(id);
    if (title == null) {
      return Ranked.NONE;
    }
    List<Long> candidates =
        title.genres().stream()
            .map(newTitles::of)
            .flatMap(Collection::stream)
            .map(SeriesId::value)
            .distinct()
            .filter(other -> other != id)
            .toList();
    Map<Long, Title> visible = titles.visible(candidates);
    List<Scored> scored = new ArrayList<>();
    for (Long other : candidates) {
      Title there = visible.get(other);
      if (there != null) {
        scored.add(new Scored(other, (float) title.likeness(there)));
      }
    }
    scored.sort(Comparator.comparingDouble(Scored::score).reversed());
    return Ranked.of(scored.subList(0, Math.min(most, scored.size())));
  }
}
