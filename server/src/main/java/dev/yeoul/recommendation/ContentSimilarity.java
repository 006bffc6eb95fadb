package dev.yeoul.recommendation;

import dev.yeoul.recommendation.SimilarTitles.Neighbour;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which titles are alike by what the catalogue says of them, so that a title that nobody watched
 * has neighbours too: a weighted sum of TF-IDF cosines, one a field. The same titles give the same
 * neighbours, whatever their order.
 */
final class ContentSimilarity {
  /** A field's weight is the most that it can add. */
  private enum Field {
    GENRES(1.0f),
    DESCRIPTION(0.8f),
    CAST(0.6f),
    DIRECTORS(0.4f),
    TITLE(0.3f);

    final float weight;

    Field(float weight) {
      this.weight = weight;
    }

    List<String> terms(TitleText title, Stems stems) {
      return switch (this) {
        case GENRES -> names(title.genres());
        case DESCRIPTION -> stems.of(title.description());
        case CAST -> names(title.cast());
        case DIRECTORS -> names(title.directors());
        case TITLE -> stems.of(title.title());
      };
    }

    private static List<String> names(List<String> names) {
      return names.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).distinct().toList();
    }
  }

  private final Map<Long, List<Neighbour>> neighbours;

  private ContentSimilarity(Map<Long, List<Neighbour>> neighbours) {
    this.neighbours = neighbours;
  }

  /**
   * Compares all titles with all, on the caller's thread.
   *
   * @param most neighbours of a title
   */
  static ContentSimilarity of(List<TitleText> titles, int most) {
    List<TitleText> sorted =
        titles.stream().sorted(Comparator.comparingLong(TitleText::seriesId)).toList();
    Map<Field, TermVectors> fields = vectors(sorted);
    Map<Long, List<Neighbour>> neighbours = HashMap.newHashMap(sorted.size());
    float[] sums = new float[sorted.size()];
    for (int title = 0; title < sums.length; title++) {
      Arrays.fill(sums, 0);
      for (Map.Entry<Field, TermVectors> field : fields.entrySet()) {
        field.getValue().addCosines(title, field.getKey().weight, sums);
      }
      neighbours.put(sorted.get(title).seriesId(), best(sorted, title, sums, most));
    }
    return new ContentSimilarity(neighbours);
  }

  private static Map<Field, TermVectors> vectors(List<TitleText> titles) {
    Map<Field, TermVectors> vectors = new EnumMap<>(Field.class);
    try (Stems stems = new Stems()) {
      for (Field field : Field.values()) {
        vectors.put(
            field,
            TermVectors.of(titles.stream().map(title -> field.terms(title, stems)).toList()));
      }
    }
    return vectors;
  }

  private static List<Neighbour> best(List<TitleText> titles, int title, float[] sums, int most) {
    Ranking ranking = Ranking.of(sums, new int[] {title}, Truth.Items.NONE, most);
    List<Neighbour> best = new ArrayList<>();
    for (int place = 0; place < ranking.items().length && ranking.scores()[place] > 0; place++) {
      best.add(
          new Neighbour(
              titles.get(ranking.items()[place]).seriesId(),
              ranking.scores()[place] / ranking.scores()[0]));
    }
    return List.copyOf(best);
  }

  /**
   * The title's neighbours, best first, ties by id. The best one's score is 1, the others' are
   * above 0. None for an unknown title, and for one that shares no word with any other.
   */
  List<Neighbour> of(long seriesId) {
    return neighbours.getOrDefault(seriesId, List.of());
  }
}
