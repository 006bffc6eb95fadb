package dev.yeoul.recommendation;

import java.util.Arrays;
import java.util.Locale;

/** The models that can be asked for by name. */
public enum ModelName {
  POPULAR,
  ITEMKNN,
  EASE,
  IALS,
  SEQUENCE,
  AUTO;

  /**
   * The one of this name.
   *
   * @throws RecommendationException where there is none
   */
  public static ModelName of(String name) {
    return Arrays.stream(values())
        .filter(model -> model.label().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new RecommendationException(
                "--model is '"
                    + name
                    + "', but must be popular, itemknn, ease, ials, sequence or auto"));
  }

  /** As it is written in commands and reports. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
