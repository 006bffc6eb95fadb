package dev.yeoul.recommendation;

/** Why an evaluation, a conversion or a measurement can't go on, in a sentence for its caller. */
public final class RecommendationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RecommendationException(String message) {
    super(message);
  }

  RecommendationException(String message, Throwable cause) {
    super(message, cause);
  }
}
