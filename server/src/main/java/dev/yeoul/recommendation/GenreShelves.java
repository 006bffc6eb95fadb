package dev.yeoul.recommendation;

import dev.yeoul.catalog.CatalogSample.SampledTitle;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The titles of a generated audience, most popular first, and the genres to have a taste for. */
final class GenreShelves {
  /** With fewer titles a viewer would soon have seen them all. */
  private static final int LEAST_FOR_A_TASTE = 20;

  private final List<SampledTitle> titles;
  private final GenreShelf all;
  private final List<GenreShelf> genres;

  /**
   * Shelves of these titles.
   *
   * @param titles most popular first, one at least
   */
  GenreShelves(List<SampledTitle> titles) {
    this.titles = titles;
    this.all = new GenreShelf(IntStream.range(0, titles.size()).toArray());
    TreeMap<String, List<Integer>> byGenre = new TreeMap<>();
    for (int title = 0; title < titles.size(); title++) {
      for (String genre : titles.get(title).genres()) {
        byGenre.computeIfAbsent(genre, name -> new ArrayList<>()).add(title);
      }
    }
    this.genres =
        byGenre.values().stream()
            .filter(shelf -> shelf.size() >= LEAST_FOR_A_TASTE)
            .map(shelf -> new GenreShelf(shelf.stream().mapToInt(Integer::intValue).toArray()))
            .toList();
  }

  SampledTitle title(int index) {
    return titles.get(index);
  }

  int size() {
    return titles.size();
  }

  GenreShelf all() {
    return all;
  }

  /**
   * One to three genres, the favourite first; large genres more often, but less than in proportion.
   */
  List<GenreShelf> tastes(SplittableRandom random) {
    int howMany = Math.min(random.nextInt(1, 4), genres.size());
    List<GenreShelf> left = new ArrayList<>(genres);
    List<GenreShelf> tastes = new ArrayList<>();
    while (tastes.size() < howMany) {
      double wanted =
          random.nextDouble() * left.stream().mapToDouble(shelf -> Math.sqrt(shelf.size())).sum();
      int at = 0;
      while (at < left.size() - 1 && wanted >= Math.sqrt(left.get(at).size())) {
        wanted -= Math.sqrt(left.get(at).size());
        at++;
      }
      tastes.add(left.remove(at));
    }
    return tastes.isEmpty() ? List.of(all) : tastes;
  }
}
