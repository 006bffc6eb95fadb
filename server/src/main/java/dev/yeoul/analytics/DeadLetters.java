package dev.yeoul.analytics;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.yeoul.playback.RefusedEntry;
import java.time.Instant;
import java.util.List;
import org.bson.Document;

/** Entries that a store will never take. They are kept in error_logs for an operator. Blocking. */
final class DeadLetters {
  private static final int MAX_MESSAGE = 2000;

  private final MongoCollection<Document> errors;

  DeadLetters(MongoDatabase database) {
    this.errors =
        database
            .getCollection(AnalyticsCollection.ERROR_LOGS.label())
            .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
  }

  /** Keeps them; repeating it changes nothing. */
  void keep(List<RefusedEntry> refused) {
    var impossible = MongoWrites.insertNew(errors, refused.stream().map(this::document).toList());
    if (!impossible.isEmpty()) {
      throw new IllegalStateException("error_logs refuses dead letters: " + impossible.values());
    }
  }

  private Document document(RefusedEntry refused) {
    String reason = refused.reason().isBlank() ? "refused" : refused.reason();
    return new Document("_id", "viewing-" + refused.entry().key())
        .append("severity", "high")
        .append("source", "viewing_worker")
        .append("message", reason.substring(0, Math.min(reason.length(), MAX_MESSAGE)))
        .append(
            "details",
            new Document("partition", refused.entry().partition())
                .append("entry_id", refused.entry().id().toString())
                .append("text", refused.entry().text()))
        .append("at", Instant.ofEpochMilli(refused.entry().id().ms()));
  }
}
