package dev.yeoul.recommendation;

import java.util.Arrays;
import java.util.List;

/**
 * A blend in the form that nodes hold: item-item matrices of which the strongest entries are kept,
 * and popularity. As in {@link BlendModel} each part's scores are divided by their deviation over
 * the items before they are added; the deviation is that of the kept entries.
 */
final class ServedBlend implements Model {
  /**
   * How much popularity counts more after a single event, falling with one over the number of
   * events: what one event says is little. EASE alone loses to popular then, with 0.1 of it it
   * wins.
   */
  private static final float SHORT_HISTORY = 0.1f;

  private final List<Part> parts;
  private final float popularWeight;
  private final float[] popular;
  private final float[] standardPopular;

  /**
   * A matrix over histories.
   *
   * @param weighted whether heavier events count more (see {@link History#strength})
   */
  record Layer(SparseRows rows, HistoryKernel kernel, boolean weighted) {}

  /** What is standardized as one: the sum of its layers. */
  record Part(List<Layer> layers, float weight) {}

  /**
   * Over arrays that it keeps.
   *
   * @param popularWeight any, also 0
   * @param popular by item, at least 0
   */
  ServedBlend(List<Part> parts, float popularWeight, float[] popular) {
    this.parts = List.copyOf(parts);
    this.popularWeight = popularWeight;
    this.popular = popular;
    standardPopular = popular.clone();
    BlendModel.standardize(standardPopular);
  }

  List<Part> parts() {
    return parts;
  }

  float popularWeight() {
    return popularWeight;
  }

  /** By item; do not change. */
  float[] popular() {
    return popular;
  }

  @Override
  public void score(History history, float[] scores) {
    Arrays.fill(scores, 0);
    boolean heard = false;
    float[] sums = new float[scores.length];
    for (Part part : parts) {
      Arrays.fill(sums, 0);
      boolean any = false;
      for (Layer layer : part.layers()) {
        any |= add(layer, history, sums);
      }
      if (any) {
        heard = true;
        BlendModel.standardize(sums);
        add(part.weight(), sums, scores);
      }
    }
    float prior = heard ? popularWeight + SHORT_HISTORY / history.size() : 1;
    add(prior, standardPopular, scores);
  }

  /** Whether the layer knows any of the history. */
  private static boolean add(Layer layer, History history, float[] sums) {
    SparseRows rows = layer.rows();
    int size = history.size();
    boolean any = false;
    for (int age = 0; age < Math.min(size, layer.kernel().window()); age++) {
      int event = size - 1 - age;
      int item = history.items()[event];
      if (rows.starts()[item] < rows.starts()[item + 1]) {
        float strength = layer.weighted() ? History.strength(history.weights()[event]) : 1;
        rows.addRow(item, layer.kernel().at(age) * strength, sums);
        any = true;
      }
    }
    return any;
  }

  private static void add(float weight, float[] sums, float[] scores) {
    for (int i = 0; i < scores.length; i++) {
      scores[i] += weight * sums[i];
    }
  }

  /** What it holds in memory; a matrix that two parts share counts once. */
  long bytes() {
    long rows =
        parts.stream()
            .flatMap(part -> part.layers().stream())
            .map(Layer::rows)
            .distinct()
            .mapToLong(SparseRows::bytes)
            .sum();
    return rows + 8L * popular.length;
  }
}
