package dev.yeoul.recommendation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A weighted sum of models, each scaled to the same spread over the items. */
record Blend(List<Part> parts) implements Recipe {
  /**
   * A model in it.
   *
   * @param weight any but 0; below 0 where it says what others overrate
   */
  record Part(Recipe recipe, double weight) {}

  @Override
  public BlendModel train(Interactions interactions, Workers workers) {
    Map<Ease, ItemItemModel> trained = new HashMap<>();
    List<Model> models = new ArrayList<>();
    float[] weights = new float[parts.size()];
    for (Part part : parts) {
      weights[models.size()] = (float) part.weight();
      models.add(model(part.recipe(), interactions, workers, trained));
    }
    return new BlendModel(models, weights);
  }

  /** EASE is trained once, whatever histories it is put over. */
  private static Model model(
      Recipe recipe, Interactions interactions, Workers workers, Map<Ease, ItemItemModel> trained) {
    return switch (recipe) {
      case Ease ease -> trained.computeIfAbsent(ease, e -> e.train(interactions, workers));
      case RecencyEase(Ease ease, HistoryKernel kernel) ->
          trained.computeIfAbsent(ease, e -> e.train(interactions, workers)).with(kernel);
      default -> recipe.train(interactions, workers);
    };
  }
}
