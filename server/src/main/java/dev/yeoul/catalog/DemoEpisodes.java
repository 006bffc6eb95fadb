package dev.yeoul.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Plausible episodes for shows of which nothing but the number of seasons is known: 6 to 10 a
 * season of 22 to 58 minutes. The same show always gets the same ones.
 */
final class DemoEpisodes {
  private DemoEpisodes() {}

  static List<EpisodeDraft> of(ImportedTitle show) {
    SplittableRandom random = new SplittableRandom(show.showId().hashCode());
    int aSeason = random.nextInt(6, 11);
    int minutes = random.nextInt(24, 56);
    List<EpisodeDraft> episodes = new ArrayList<>();
    for (int season = 1; season <= show.seasons(); season++) {
      for (int number = 1; number <= aSeason; number++) {
        int seconds = (minutes + random.nextInt(-2, 3)) * 60 + random.nextInt(60);
        episodes.add(new EpisodeDraft(season, number, "Episode " + number, seconds, true));
      }
    }
    return episodes;
  }
}
