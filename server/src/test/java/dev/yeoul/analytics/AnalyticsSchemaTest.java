package dev.yeoul.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.yeoul.playback.OwnStores;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AnalyticsSchemaTest {
  private final MongoDatabase database = OwnStores.get().mongo();

  @BeforeEach
  void schema() {
    new AnalyticsSchema(database).create();
  }

  @Test
  void creating_it_again_and_on_many_nodes_at_once_changes_nothing() throws Exception {
    MongoDatabase fresh = OwnStores.get().mongo();
    List<Callable<Boolean>> nodes =
        Collections.nCopies(
            8,
            () -> {
              new AnalyticsSchema(fresh).create();
              return true;
            });
    for (AnalyticsCollection collection : AnalyticsCollection.values()) {
      fresh.getCollection(collection.label()).drop();
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var result : threads.invokeAll(nodes)) {
        assertThat(result.get()).isTrue();
      }
    }
    assertThat(fresh.listCollectionNames())
        .contains(
            "viewing_logs", "analytics", "user_behaviors", "performance_metrics", "error_logs");
    assertThat(fresh.getCollection("viewing_logs").listIndexes()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void a_good_document_is_taken(AnalyticsCollection collection) {
    assertThatCode(() -> collection(collection).insertOne(good(collection)))
        .doesNotThrowAnyException();
  }

  static Stream<Arguments> bad() {
    return Stream.of(
        Arguments.of(AnalyticsCollection.VIEWING_LOGS, "action", "dance"),
        Arguments.of(AnalyticsCollection.VIEWING_LOGS, "user_id", "1"),
        Arguments.of(AnalyticsCollection.VIEWING_LOGS, "position_ms", -1L),
        Arguments.of(AnalyticsCollection.VIEWING_LOGS, "at", "2026-11-22"),
        Arguments.of(AnalyticsCollection.VIEWING_LOGS, "device", "x".repeat(101)),
        Arguments.of(AnalyticsCollection.ANALYTICS, "subject", "nobody"),
        Arguments.of(AnalyticsCollection.ANALYTICS, "value", "many"),
        Arguments.of(AnalyticsCollection.USER_BEHAVIORS, "behavior", "sleep"),
        Arguments.of(AnalyticsCollection.USER_BEHAVIORS, "rating", 6L),
        Arguments.of(AnalyticsCollection.PERFORMANCE_METRICS, "metric", "temperature"),
        Arguments.of(AnalyticsCollection.PERFORMANCE_METRICS, "unit", ""),
        Arguments.of(AnalyticsCollection.ERROR_LOGS, "severity", "fatal"),
        Arguments.of(AnalyticsCollection.ERROR_LOGS, "message", null));
  }

  @ParameterizedTest
  @MethodSource
  void bad(AnalyticsCollection collection, String member, @Nullable Object value) {
    assertThatThrownBy(
            () -> collection(collection).insertOne(good(collection).append(member, value)))
        .isInstanceOfSatisfying(
            MongoWriteException.class, e -> assertThat(e.getCode()).isEqualTo(121));
  }

  @ParameterizedTest
  @EnumSource
  void a_document_without_its_time_is_refused(AnalyticsCollection collection) {
    Document document = good(collection);
    document.remove(collection == AnalyticsCollection.ANALYTICS ? "from" : "at");
    assertThatThrownBy(() -> collection(collection).insertOne(document))
        .isInstanceOf(MongoWriteException.class);
  }

  private MongoCollection<Document> collection(AnalyticsCollection collection) {
    return database.getCollection(collection.label());
  }

  private static Document good(AnalyticsCollection collection) {
    Instant now = Instant.ofEpochMilli(1_700_000_000_000L);
    return switch (collection) {
      case VIEWING_LOGS ->
          new Document("_id", "test-" + System.nanoTime())
              .append("user_id", 1L)
              .append("series_id", 2L)
              .append("episode_id", 3L)
              .append("action", "pause")
              .append("position_ms", 0L)
              .append("duration_ms", null)
              .append("completed", false)
              .append("device", null)
              .append("at", now);
      case ANALYTICS ->
          new Document("subject", "user")
              .append("subject_id", 1L)
              .append("metric", "minutes_watched")
              .append("period", "day")
              .append("from", now)
              .append("value", 12.5)
              .append("updated_at", now);
      case USER_BEHAVIORS ->
          new Document("user_id", 1L).append("behavior", "search").append("at", now);
      case PERFORMANCE_METRICS ->
          new Document("metric", "cdn_latency")
              .append("value", 12)
              .append("unit", "ms")
              .append("source", "edge-1")
              .append("at", now);
      case ERROR_LOGS ->
          new Document("severity", "critical")
              .append("source", "test")
              .append("message", "it broke")
              .append("at", now);
    };
  }
}
