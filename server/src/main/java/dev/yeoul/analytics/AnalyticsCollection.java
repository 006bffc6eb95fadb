package dev.yeoul.analytics;

import static dev.yeoul.analytics.JsonSchema.date;
import static dev.yeoul.analytics.JsonSchema.number;
import static dev.yeoul.analytics.JsonSchema.object;
import static dev.yeoul.analytics.JsonSchema.oneOf;
import static dev.yeoul.analytics.JsonSchema.optional;
import static dev.yeoul.analytics.JsonSchema.text;
import static dev.yeoul.analytics.JsonSchema.whole;

import com.mongodb.client.model.Indexes;
import java.util.List;
import java.util.Locale;
import org.bson.Document;
import org.bson.conversions.Bson;

/** The collections of MongoDB: what a document of each must look like, and how it is looked up. */
@SuppressWarnings("ImmutableEnumChecker") // the driver's types; nobody changes them
enum AnalyticsCollection {
  /**
   * What players did, one document an entry of the viewing streams. A viewer's documents lie within
   * one range of _id, that of the viewer's partition, and those of a time within one of <code>at
   * </code>. No index by viewer or series: each document would go to another page of it, and
   * MongoDB's work per document grow with the collection (ADR 4 has figures).
   */
  VIEWING_LOGS(
      new JsonSchema()
          .required("_id", text(1, 64))
          .required("user_id", whole(1))
          .required("series_id", whole(1))
          .required("episode_id", whole(1))
          .required("action", oneOf("play", "pause", "stop", "seek"))
          .required("position_ms", whole(0))
          .required("duration_ms", optional(whole(1)))
          .required("completed", new Document("bsonType", "bool"))
          .required("device", optional(text(0, 100)))
          .required("at", date()),
      List.of(Indexes.ascending("at"))),

  /** Rolled-up figures of a user's, a series' or the platform's behaviour and preferences. */
  ANALYTICS(
      new JsonSchema()
          .required("subject", oneOf("user", "series", "platform"))
          .required("subject_id", optional(whole(1)))
          .required("metric", text(1, 100))
          .required("period", oneOf("hour", "day", "week", "month"))
          .required("from", date())
          .required("value", number())
          .allowed("details", object())
          .required("updated_at", date()),
      List.of(
          Indexes.ascending("subject", "subject_id", "metric", "period", "from"),
          Indexes.compoundIndex(
              Indexes.ascending("metric", "period"), Indexes.descending("from")))),

  /** What users do besides watching. */
  USER_BEHAVIORS(
      new JsonSchema()
          .required("user_id", whole(1))
          .required(
              "behavior",
              oneOf("search", "browse", "rate", "bookmark", "share", "impression", "click"))
          .allowed("series_id", whole(1))
          .allowed("query", text(1, 500))
          .allowed("rating", whole(1).append("maximum", 5L))
          .allowed("details", object())
          .required("at", date()),
      List.of(
          Indexes.compoundIndex(Indexes.ascending("user_id"), Indexes.descending("at")),
          Indexes.compoundIndex(Indexes.ascending("behavior"), Indexes.descending("at")))),

  /** How well the service runs. */
  PERFORMANCE_METRICS(
      new JsonSchema()
          .required(
              "metric", oneOf("cdn_latency", "server_load", "streaming_quality", "error_rate"))
          .required("value", number())
          .required("unit", text(1, 20))
          .required("source", text(1, 100))
          .allowed("details", object())
          .required("at", date()),
      List.of(Indexes.compoundIndex(Indexes.ascending("metric"), Indexes.descending("at")))),

  /** What went wrong, dead letters of the viewing streams included. */
  ERROR_LOGS(
      new JsonSchema()
          .required("severity", oneOf("low", "medium", "high", "critical"))
          .required("source", text(1, 100))
          .required("message", text(1, 2000))
          .allowed("details", object())
          .required("at", date()),
      List.of(
          Indexes.compoundIndex(Indexes.ascending("severity"), Indexes.descending("at")),
          Indexes.compoundIndex(Indexes.ascending("source"), Indexes.descending("at"))));

  private final transient JsonSchema schema;
  private final transient List<Bson> indexes;

  AnalyticsCollection(JsonSchema schema, List<Bson> indexes) {
    this.schema = schema;
    this.indexes = indexes;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  Document validator() {
    return schema.validator();
  }

  List<Bson> indexes() {
    return indexes;
  }
}
