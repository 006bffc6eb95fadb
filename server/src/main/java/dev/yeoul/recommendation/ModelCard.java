package dev.yeoul.recommendation;

import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bson.Document;

/**
 * What is known of a version of the model, besides itself.
 *
 * @param dataEnd the latest event that it was trained on
 * @param kind its parts, with their hyper-parameters
 * @param metrics by name, such as ndcg@10; what was not measured is missing
 */
record ModelCard(
    String version,
    Instant trainedAt,
    Instant dataEnd,
    String kind,
    Size size,
    Verdict verdict,
    Map<String, Double> metrics) {
  /**
   * What it was trained on, and what it takes.
   *
   * @param bytes in a node's memory
   */
  record Size(long events, long viewers, long items, long bytes) {}

  ModelCard {
    metrics = Map.copyOf(metrics);
  }

  Document document() {
    return new Document("version", version)
        .append("trained_at", Date.from(trainedAt))
        .append("data_end", Date.from(dataEnd))
        .append("kind", kind)
        .append("events", size.events())
        .append("viewers", size.viewers())
        .append("items", size.items())
        .append("bytes", size.bytes())
        .append("verdict", verdict.label())
        .append("metrics", new Document(new LinkedHashMap<>(metrics)));
  }

  static ModelCard of(Document document) {
    return new ModelCard(
        document.getString("version"),
        document.getDate("trained_at").toInstant(),
        document.getDate("data_end").toInstant(),
        document.getString("kind"),
        new Size(
            document.getLong("events"),
            document.getLong("viewers"),
            document.getLong("items"),
            document.getLong("bytes")),
        Verdict.of(document.getString("verdict")),
        metrics(document));
  }

  /** The member metrics of a document. */
  static Map<String, Double> metrics(Document document) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    document
        .get("metrics", new Document())
        .forEach((name, value) -> metrics.put(name, ((Number) value).doubleValue()));
    return metrics;
  }
}
