package dev.yeoul.bench;

import dev.yeoul.bench.process.StoredData.Title;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What viewers choose: few titles often and most seldom (Zipf), and each viewer mostly within two
 * genres, so that a model can do better than what is popular. Histories have 5 to 500 titles,
 * log-normal around 30.
 */
final class Tastes {
  static final int LEAST = 5;
  static final int MOST = 500;
  static final int MEDIAN = 30;

  /** Of a catalogue's titles so many are watched at all. */
  static final int WATCHED = 3_000;

  private static final double SPREAD = 1.0;
  private static final double S = 0.8;
  private static final double BY_GENRE = 0.7;
  private static final double FIRST_GENRE = 0.65;

  /** So often is a title drawn that the viewer has not had yet; then any other one will do. */
  private static final int ATTEMPTS = 20;

  private final List<Title> titles;
  private final Map<Long, List<Title>> byGenre;
  private final Map<Long, Zipf> ofGenre;
  private final Zipf ofAll;
  private final Random random;

  /**
   * Over some titles.
   *
   * @param all at least 1,000, of which at most 3,000 are drawn by chance
   */
  Tastes(List<Title> all, Random random) {
    this.random = random;
    List<Title> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    titles = List.copyOf(shuffled.subList(0, Math.min(WATCHED, shuffled.size())));
    byGenre = titles.stream().collect(Collectors.groupingBy(Title::genre));
    ofGenre =
        byGenre.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, one -> new Zipf(one.getValue().size(), S, random)));
    ofAll = new Zipf(titles.size(), S, random);
  }

  /** The titles of another viewer, distinct, in no order. */
  List<Title> history() {
    int size =
        Math.clamp(Math.round(MEDIAN * Math.exp(SPREAD * random.nextGaussian())), LEAST, MOST);
    List<Long> liked = List.of(uniform().genre(), uniform().genre());
    Set<Title> chosen = new LinkedHashSet<>();
    while (chosen.size() < size) {
      boolean fresh = false;
      for (int i = 0; i < ATTEMPTS && !fresh; i++) {
        fresh = chosen.add(choice(liked));
      }
      while (!fresh) {
        fresh = chosen.add(uniform());
      }
    }
    return List.copyOf(chosen);
  }

  /** A title that anybody may watch next. */
  Title any() {
    return titles.get(ofAll.next());
  }

  private Title choice(List<Long> liked) {
    if (random.nextDouble() >= BY_GENRE) {
      return any();
    }
    Long genre = liked.get(random.nextDouble() < FIRST_GENRE ? 0 : 1);
    Zipf ranks = ofGenre.get(genre);
    List<Title> ofThis = byGenre.get(genre);
    if (ranks == null || ofThis == null) {
      throw new IllegalStateException("no title has genre " + genre);
    }
    return ofThis.get(ranks.next());
  }

  /** Genres come as often as they have titles. */
  private Title uniform() {
    return titles.get(random.nextInt(titles.size()));
  }
}
