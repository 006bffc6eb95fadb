package dev.yeoul.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yeoul.bench.process.Answer;
import java.io.IOException;

/**
 * What the cases read of an answer to GET /api/recommendations.
 *
 * @param modelVersion "none" where no model serves
 * @param showing its impression_id: a page that was made anew has another one
 */
record RecommendedPage(String modelVersion, String showing) {
  /** What a page says that was made without a model. */
  static final String NO_MODEL = "none";

  private static final int OK = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads an answer.
   *
   * @throws IllegalStateException where it is no page
   */
  static RecommendedPage of(Answer answer) throws IOException {
    if (answer.status() != OK) {
      throw new IllegalStateException("a page was answered with " + answer.status());
    }
    JsonNode first = JSON.readTree(answer.body()).path(0);
    return new RecommendedPage(
        first.path("model_version").asText(NO_MODEL), first.path("impression_id").asText(""));
  }
}
