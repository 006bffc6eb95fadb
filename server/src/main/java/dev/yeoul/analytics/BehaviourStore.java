package dev.yeoul.analytics;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.yeoul.playback.RefusedEntry;
import dev.yeoul.playback.StreamEntry;
import dev.yeoul.playback.ViewingEntry;
import dev.yeoul.playback.ViewingEvent.Clicked;
import dev.yeoul.playback.ViewingEvent.Shown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What viewers were shown and what they chose, in the collection user_behaviors: each entry once,
 * however often it is stored. Blocking.
 */
final class BehaviourStore {
  private final MongoCollection<Document> behaviors;

  BehaviourStore(MongoDatabase database) {
    this.behaviors =
        database
            .getCollection(AnalyticsCollection.USER_BEHAVIORS.label())
            .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
  }

  /**
   * Stores showings and choices.
   *
   * @return what could not be read or the validator refused
   * @throws com.mongodb.MongoException where MongoDB is out of reach: repeat the call
   */
  List<RefusedEntry> store(List<ViewingEntry> entries) {
    List<RefusedEntry> refused = new ArrayList<>();
    List<StreamEntry> sources = new ArrayList<>();
    List<Document> documents = new ArrayList<>();
    for (ViewingEntry entry : entries) {
      try {
        Document document = document(entry);
        if (document != null) {
          sources.add(entry.source());
          documents.add(document);
        }
      } catch (NumberFormatException e) {
        refused.add(new RefusedEntry(entry.source(), "unreadable: " + e.getMessage()));
      }
    }
    if (!documents.isEmpty()) {
      MongoWrites.insertNew(behaviors, documents)
          .forEach((at, reason) -> refused.add(new RefusedEntry(sources.get(at), reason)));
    }
    return refused;
  }

  private static @Nullable Document document(ViewingEntry entry) {
    return switch (entry.event()) {
      case Shown shown ->
          of(entry, "impression")
              .append(
                  "details",
                  new Document("impression_id", shown.impression())
                      .append("model_version", shown.version())
                      .append("bucket", shown.bucket())
                      .append("rows", rows(shown.rows())));
      case Clicked clicked ->
          of(entry, "click")
              .append("series_id", clicked.seriesId().value())
              .append("details", new Document("impression_id", clicked.impression()));
      default -> null;
    };
  }

  private static Document of(ViewingEntry entry, String behavior) {
    return new Document("_id", entry.source().key())
        .append("user_id", entry.event().userId())
        .append("behavior", behavior)
        .append("at", Instant.ofEpochMilli(entry.id().ms()));
  }

  private static List<Document> rows(String text) {
    return Arrays.stream(text.split(";", -1))
        .filter(row -> !row.isEmpty())
        .map(BehaviourStore::row)
        .toList();
  }

  private static Document row(String text) {
    int colon = text.indexOf(':');
    List<Long> series =
        Arrays.stream(text.substring(colon + 1).split(",", -1)).map(Long::valueOf).toList();
    return new Document("row", text.substring(0, Math.max(0, colon))).append("series", series);
  }
}
