package dev.yeoul.recommendation;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which recipe a model's name stands for. */
record Choice(EvaluationSettings settings, Workers workers, Consumer<String> explain) {
  Recipe of(Interactions train, @Nullable Interactions query) {
    return switch (settings.model()) {
      case "popular" -> Popular.OF_ALL_TIME;
      case "ease" -> new Ease(300, 0, 0);
      default ->
          throw new RecommendationException(
              "--model is '"
                  + settings.model()
                  + "', but must be popular, itemknn, ease, ials, sequence or auto");
    };
  }
}
