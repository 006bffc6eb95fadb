package dev.yeoul.recommendation;

import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bson.Document;

/**
 * How a training ended.
 *
 * @param reason a sentence
 * @param metrics by name, such as ndcg@10; what was not measured is missing
 */
record TrainingOutcome(Instant at, Verdict verdict, String reason, Map<String, Double> metrics) {
  TrainingOutcome {
    metrics = Map.copyOf(metrics);
  }

  Document document() {
    return new Document("at", Date.from(at))
        .append("verdict", verdict.label())
        .append("reason", reason)
        .append("metrics", new Document(new LinkedHashMap<>(metrics)));
  }

  static TrainingOutcome of(Document document) {
    return new TrainingOutcome(
        document.getDate("at").toInstant(),
        Verdict.of(document.getString("verdict")),
        document.getString("reason"),
        ModelCard.metrics(document));
  }
}
