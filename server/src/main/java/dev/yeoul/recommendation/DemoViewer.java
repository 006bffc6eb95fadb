package dev.yeoul.recommendation;

import dev.yeoul.catalog.CatalogSample.SampledEpisode;
import dev.yeoul.catalog.CatalogSample.SampledTitle;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What one generated viewer watches, in order: titles of one to three favourite genres mostly, a
 * show's next episode now and then, seldom something again. What is no favourite is left early more
 * often.
 */
final class DemoViewer {
  private static final int LEAST = 5;
  private static final int MOST = 120;
  private static final double MEAN_LENGTH = 22;
  private static final double LENGTH_SPREAD = 0.8;

  private static final double CONTINUING = 0.4;
  private static final double AGAIN = 0.04;
  private static final double BY_TASTE = 0.85;
  private static final double FIRST_TASTE = 0.65;
  private static final double SECOND_TASTE = 0.9;
  private static final int ATTEMPTS = 40;

  private static final double SEEN = 0.9;
  private static final int UNKNOWN_SECONDS = 45 * 60;

  private final GenreShelves shelves;
  private final SplittableRandom random;
  private final List<GenreShelf> tastes;
  private final Set<Integer> watched = new LinkedHashSet<>();
  private final List<Begun> begun = new ArrayList<>();
  private final List<Sitting> sittings = new ArrayList<>();

  private DemoViewer(GenreShelves shelves, SplittableRandom random) {
    this.shelves = shelves;
    this.random = random;
    this.tastes = shelves.tastes(random);
  }

  /** A show that goes on with an episode. */
  private record Begun(SampledTitle title, int next) {}

  /**
   * An episode that was watched.
   *
   * @param share of the episode, 0 to 1
   */
  record Sitting(SampledTitle title, SampledEpisode episode, double share) {
    boolean completed() {
      return share >= SEEN;
    }

    double lengthSeconds() {
      Integer known = episode.durationSeconds();
      return known == null ? UNKNOWN_SECONDS : known;
    }

    double watchedSeconds() {
      return share * lengthSeconds();
    }
  }

  /** In the order of time, 5 to 120 titles where there are as many. */
  static List<Sitting> sittings(GenreShelves shelves, SplittableRandom random) {
    DemoViewer viewer = new DemoViewer(shelves, random);
    int length = Math.min(viewer.length(), shelves.size());
    while (viewer.watched.size() < length) {
      viewer.step();
    }
    return viewer.sittings;
  }

  private int length() {
    double drawn =
        MEAN_LENGTH
            * Math.exp(LENGTH_SPREAD * random.nextGaussian() - LENGTH_SPREAD * LENGTH_SPREAD / 2);
    return Math.min(MOST, LEAST + (int) drawn);
  }

  private void step() {
    double kind = random.nextDouble();
    if (kind < CONTINUING && !begun.isEmpty()) {
      Begun show = begun.remove(random.nextInt(begun.size()));
      watch(show.title(), show.next(), 0.85);
    } else if (kind > 1 - AGAIN && !sittings.isEmpty()) {
      Sitting again = sittings.get(random.nextInt(sittings.size()));
      sittings.add(new Sitting(again.title(), again.episode(), share(0.8)));
    } else {
      takeNew();
    }
  }

  private void takeNew() {
    boolean tasteful = random.nextDouble() < BY_TASTE;
    int title = unseen(tasteful ? taste() : shelves.all());
    watched.add(title);
    watch(shelves.title(title), 0, tasteful ? 0.8 : 0.5);
  }

  private GenreShelf taste() {
    double which = random.nextDouble();
    int at = which < FIRST_TASTE ? 0 : which < SECOND_TASTE ? 1 : 2;
    return tastes.get(Math.min(at, tastes.size() - 1));
  }

  /** From the shelf; from anywhere where the viewer has seen too much of it. */
  private int unseen(GenreShelf shelf) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int title = (attempt < ATTEMPTS / 2 ? shelf : shelves.all()).draw(random);
      if (!watched.contains(title)) {
        return title;
      }
    }
    int title = random.nextInt(shelves.size());
    while (watched.contains(title)) {
      title = (title + 1) % shelves.size();
    }
    return title;
  }

  private void watch(SampledTitle title, int episode, double pleasure) {
    Sitting sitting = new Sitting(title, title.episodes().get(episode), share(pleasure));
    sittings.add(sitting);
    if (sitting.completed() && episode + 1 < title.episodes().size()) {
      begun.add(new Begun(title, episode + 1));
    }
  }

  /** How much of an episode, with a chance to see it to its end. */
  private double share(double pleasure) {
    return random.nextDouble() < pleasure
        ? random.nextDouble(SEEN, 1)
        : random.nextDouble(0.03, SEEN);
  }
}
