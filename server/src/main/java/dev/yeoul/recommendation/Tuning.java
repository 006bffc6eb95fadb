package dev.yeoul.recommendation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Tries recipes on a validation and keeps the best of each kind for a blend. */
final class Tuning {
  private final Validation validation;
  private final Consumer<String> explain;
  private final List<Trial> kept = new ArrayList<>();

  /**
   * A recipe that was trained and measured.
   *
   * @param matrix the model if it is of this kind; others are not held on to
   * @param scores standardized, by case and item
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Trial(
      Recipe recipe, @Nullable ItemItemModel matrix, float[][] scores, double figure) {}

  Tuning(Validation validation, Consumer<String> explain) {
    this.validation = validation;
    this.explain = explain;
  }

  /** Tries one recipe and keeps it. */
  void keep(Recipe recipe) {
    kept.add(tried(recipe));
  }

  /**
   * Begins with a recipe and goes on with changes of it: each change is made again and again as
   * long as it helps. The best is kept.
   *
   * @param most how many recipes are tried
   */
  <R extends Recipe> R climb(R start, int most, List<UnaryOperator<R>> changes) {
    R best = start;
    Trial trial = tried(start);
    Set<R> seen = new HashSet<>();
    seen.add(start);
    for (UnaryOperator<R> change : changes) {
      R changed = change.apply(best);
      while (seen.size() < most && seen.add(changed)) {
        Trial next = tried(changed);
        if (next.figure() <= trial.figure()) {
          break;
        }
        trial = next;
        best = changed;
        changed = change.apply(best);
      }
    }
    kept.add(trial);
    return best;
  }

  /** Puts EASE's matrix, which was kept before, over histories weighted by these kernels. */
  void keepBestKernel(Ease ease, List<HistoryKernel> kernels) {
    for (Trial trial : List.copyOf(kept)) {
      ItemItemModel matrix = trial.matrix();
      if (trial.recipe().equals(ease) && matrix != null) {
        kept.add(
            kernels.stream()
                .map(kernel -> tried(new RecencyEase(ease, kernel), matrix.with(kernel)))
                .max(Comparator.comparingDouble(Trial::figure))
                .orElseThrow());
      }
    }
  }

  private Trial tried(Recipe recipe) {
    // Matrices of hundreds of megabytes are garbage by now, and a heap that may grow grows over
    // them.
    System.gc();
    return tried(recipe, recipe.train(validation.fit(), validation.workers()));
  }

  private Trial tried(Recipe recipe, Model model) {
    float[][] scores = validation.scores(model);
    ItemItemModel matrix = model instanceof ItemItemModel itemItem ? itemItem : null;
    Trial trial = new Trial(recipe, matrix, scores, validation.figure(scores));
    say(Training.TRIAL, trial.figure(), recipe);
    return trial;
  }

  private void say(String what, double figure, Recipe recipe) {
    explain.accept(String.format(Locale.ROOT, "%-7s %.5f %s", what, figure, recipe));
  }

  /** The blend of all that is kept, or the best alone where nothing helps it. */
  Recipe blend() {
    float[][][] scores = kept.stream().map(Trial::scores).toArray(float[][][]::new);
    BlendWeights search = new BlendWeights(validation, scores);
    double[] weights = search.search();
    List<Blend.Part> parts = new ArrayList<>();
    for (int m = 0; m < weights.length; m++) {
      if (weights[m] != 0) {
        double rounded = Math.round(weights[m] * 1000) / 1000.0;
        parts.add(new Blend.Part(kept.get(m).recipe(), rounded));
      }
    }
    Recipe blend = parts.size() == 1 ? parts.getFirst().recipe() : new Blend(parts);
    say("chosen", search.figure(), blend);
    return blend;
  }
}
