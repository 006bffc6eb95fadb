package dev.yeoul.recommendation;

import dev.yeoul.recommendation.ServedBlend.Layer;
import dev.yeoul.recommendation.ServedBlend.Part;
import dev.yeoul.recommendation.Situation.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Chooses and trains what nodes serve.
 *
 * @param entries kept of each row of a matrix
 * @param lines hears what was tried
 */
record ServedTraining(int entries, Workers workers, Consumer<String> lines) {
  private static final long SEED = 1;
  private static final int K = 10;

  /** Two matrices of 20,000 items, and what else there is. */
  private static final long WIDE = 6L << 30;

  /** Of popularity where the choice has none. */
  private static final Popular MONTH = new Popular(Duration.ofDays(30).toSeconds());

  /** Nodes rank for people who go on watching. */
  private static final Situation SERVED =
      new Situation(EnumSet.of(Task.NEXT_EVENT, Task.AFTER_A_MOMENT), new int[0]);

  /**
   * What was chosen.
   *
   * @param figure its NDCG on the validation, whole
   * @param pruned the same of what is kept of it; both 0 where nothing could be validated
   */
  record Chosen(List<Blend.Part> parts, double figure, double pruned) {
    /** The share of the figure that pruning costs; below 0 where it gains. */
    double loss() {
      return figure > 0 ? 1 - pruned / figure : 0;
    }

    @Override
    public String toString() {
      return new Blend(parts).toString();
    }
  }

  /** Tries the fixed list of trials on a split of the data. */
  Chosen choose(Interactions data) {
    if (data.size() == 0) {
      return new Chosen(List.of(new Blend.Part(MONTH, 1)), 0, 0);
    }
    Holdout holdout = Holdout.of(data, SERVED, Choice.cases(data), SEED);
    Validation validation = new Validation(holdout, K, true, workers);
    if (validation.isEmpty()) {
      lines.accept("nobody has two events to validate with: popular");
      return new Chosen(List.of(new Blend.Part(MONTH, 1)), 0, 0);
    }
    Tuning tuning = new Tuning(validation, lines);
    new Plan(validation, tuning).served();
    Recipe recipe = tuning.blend();
    List<Blend.Part> parts =
        recipe instanceof Blend blend ? blend.parts() : List.of(new Blend.Part(recipe, 1));
    Interactions fit = validation.fit();
    double whole = figure(validation, new Blend(parts).train(fit, workers));
    double pruned = figure(validation, train(parts, fit));
    return new Chosen(parts, whole, pruned);
  }

  private static double figure(Validation validation, Model model) {
    return validation.figure(validation.scores(model));
  }

  /** Trains, and keeps the strongest entries of each row; one whole matrix at a time. */
  ServedBlend train(List<Blend.Part> parts, Interactions data) {
    Map<Ease, SparseRows> eases = new HashMap<>();
    List<Part> served = new ArrayList<>();
    Popular popular = MONTH;
    double popularWeight = 0;
    for (Blend.Part part : parts) {
      if (part.recipe() instanceof Popular tuned) {
        popular = tuned;
        popularWeight = part.weight();
      } else {
        served.add(new Part(layers(part.recipe(), data, eases), (float) part.weight()));
      }
    }
    float[] counts = new float[data.itemCount()];
    popular.train(data, workers).score(History.EMPTY, counts);
    return new ServedBlend(served, (float) popularWeight, counts);
  }

  private List<Layer> layers(Recipe recipe, Interactions data, Map<Ease, SparseRows> eases) {
    return switch (recipe) {
      case Ease ease -> List.of(layer(ease, HistoryKernel.UNIFORM, data, eases));
      case RecencyEase(Ease ease, HistoryKernel kernel) ->
          List.of(layer(ease, kernel, data, eases));
      case SequenceRidge sequence -> {
        ItemItemSum sum = sequence.train(data, workers);
        yield sum.parts().stream()
            .map(model -> new Layer(model.pruned(entries, workers), model.kernel(), true))
            .toList();
      }
      case Transitions transitions -> {
        NeighbourModel model = transitions.train(data, workers);
        yield List.of(new Layer(model.rows().first(entries), model.kernel(), false));
      }
      default -> throw new IllegalArgumentException("can't be served: " + recipe);
    };
  }

  private Layer layer(
      Ease ease, HistoryKernel kernel, Interactions data, Map<Ease, SparseRows> eases) {
    SparseRows rows =
        eases.computeIfAbsent(ease, e -> widened(e).train(data, workers).pruned(entries, workers));
    return new Layer(rows, kernel, true);
  }

  /** With as many items as the memory is good for; trials are content with fewer. */
  private static Ease widened(Ease ease) {
    return Runtime.getRuntime().maxMemory() < WIDE ? ease : ease.withMostItems(Ease.MOST_ITEMS);
  }
}
