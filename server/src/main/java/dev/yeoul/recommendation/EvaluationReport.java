package dev.yeoul.recommendation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.yeoul.recommendation.Costs.Phase;
import dev.yeoul.recommendation.Scores.Estimate;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation found.
 *
 * @param chosen the model with its hyper-parameters
 * @param users that were measured
 * @param metrics means over users by name, such as ndcg@10
 * @param coverage by k the share of all items that was in somebody's first k
 * @param costs time, and the process's memory at its highest
 * @param explanation what was tried, in order; shown on request
 */
public record EvaluationReport(
    EvaluationSettings settings,
    String chosen,
    int users,
    Map<String, Estimate> metrics,
    Map<Integer, Double> coverage,
    Costs costs,
    List<String> explanation) {
  static EvaluationReport of(
      EvaluationSettings settings,
      Recipe recipe,
      Scores scores,
      Interactions train,
      Costs costs,
      List<String> explanation) {
    return new EvaluationReport(
        settings,
        recipe.toString(),
        scores.users(),
        scores.estimates(),
        scores.coverage(train.itemCount()),
        costs,
        List.copyOf(explanation));
  }

  /** Writes it as JSON, if there is a file. */
  void write(@Nullable OutputFile file) {
    if (file == null) {
      return;
    }
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    try (OutputStream out = file.begin()) {
      out.write((mapper.writeValueAsString(json()) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw file.failure(e);
    }
  }

  private Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", settings.model().label());
    json.put("chosen", chosen);
    json.put("seed", settings.seed());
    json.put("users", users);
    Map<String, Object> measured = new LinkedHashMap<>();
    if (users > 0) {
      metrics.forEach((name, estimate) ->
          measured.put(name, Map.of("mean", estimate.mean(), "se", estimate.standardError())));
      coverage.forEach((k, share) -> measured.put("coverage@" + k, Map.of("mean", share)));
    }
    json.put("metrics", measured);
    Map<String, Double> seconds = new LinkedHashMap<>();
    Map<String, Double> cpuSeconds = new LinkedHashMap<>();
    for (Phase phase : Phase.values()) {
      seconds.put(label(phase), costs.seconds(phase));
      cpuSeconds.put(label(phase), costs.cpuSeconds(phase));
    }
    json.put("seconds", seconds);
    json.put("cpu_seconds", cpuSeconds);
    json.put("peak_rss_bytes", Costs.peakBytes());
    return json;
  }

  private static String label(Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT);
  }

  /** Lines for a person. */
  public String text() {
    StringBuilder text = new StringBuilder();
    if (settings.explain()) {
      explanation.forEach(line -> text.append(line).append('\n'));
    }
    text.append("model     ")
        .append(settings.model().label())
        .append(": ")
        .append(chosen)
        .append('\n');
    text.append("users     ").append(users).append('\n');
    if (users > 0) {
      table(text);
    }
    for (Phase phase : Phase.values()) {
      text.append(
          "%-9s %.2f s, %.2f CPU s%n"
              .formatted(label(phase), costs.seconds(phase), costs.cpuSeconds(phase)));
    }
    return text.append("peak      %.0f MB".formatted(Costs.peakBytes() / 1e6)).toString();
  }

  private void table(StringBuilder text) {
    text.append("%-9s".formatted("k"));
    settings.cutoffs().forEach(k -> text.append(" %18d".formatted(k)));
    text.append('\n');
    String before = "";
    for (Map.Entry<String, Estimate> metric : metrics.entrySet()) {
      String measure = metric.getKey().substring(0, metric.getKey().indexOf('@'));
      if (!measure.equals(before)) {
        text.append(before.isEmpty() ? "" : "\n").append("%-11s".formatted(measure));
        before = measure;
      }
      Estimate estimate = metric.getValue();
      text.append(" %.5f \u00b1 %.5f".formatted(estimate.mean(), estimate.standardError()));
    }
    text.append("\n%-11s".formatted("coverage"));
    coverage.values().forEach(share -> text.append(" %.5f          ".formatted(share)));
    text.append('\n');
  }
}
