package dev.yeoul.analytics;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.yeoul.playback.EntryId;
import dev.yeoul.playback.RefusedEntry;
import dev.yeoul.playback.ViewingEntry;
import dev.yeoul.playback.ViewingEvent.Watched;
import java.util.ArrayList;
import java.util.List;
import org.bson.RawBsonDocument;

/** The collection viewing_logs: each entry once, however often it is stored. Blocking. */
final class ViewingLogStore {
  private static final int DOCUMENT_BYTES = 256;

  private final MongoCollection<RawBsonDocument> logs;

  ViewingLogStore(MongoDatabase database) {
    this.logs =
        database
            .getCollection(AnalyticsCollection.VIEWING_LOGS.label(), RawBsonDocument.class)
            .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
  }

  /**
   * Stores what was watched.
   *
   * @return what the validator refused
   * @throws com.mongodb.MongoException where MongoDB is out of reach: repeat the call
   */
  List<RefusedEntry> store(List<ViewingEntry> entries) {
    List<ViewingEntry> watched = new ArrayList<>(entries.size());
    List<RawBsonDocument> documents = new ArrayList<>(entries.size());
    for (ViewingEntry entry : entries) {
      if (entry.event() instanceof Watched event) {
        watched.add(entry);
        documents.add(document(entry.source().key(), entry.id(), event));
      }
    }
    return MongoWrites.insertNew(logs, documents).entrySet().stream()
        .map(
            refusal -> new RefusedEntry(watched.get(refusal.getKey()).source(), refusal.getValue()))
        .toList();
  }

  private static RawBsonDocument document(String key, EntryId id, Watched event) {
    return RawDocuments.of(
        DOCUMENT_BYTES,
        writer -> {
          writer.writeString("_id", key);
          writer.writeInt64("user_id", event.userId());
          writer.writeInt64("series_id", event.seriesId().value());
          writer.writeInt64("episode_id", event.episodeId().value());
          writer.writeString("action", event.action().label());
          writer.writeInt64("position_ms", event.positionMs());
          if (event.durationMs() == null) {
            writer.writeNull("duration_ms");
          } else {
            writer.writeInt64("duration_ms", event.durationMs());
          }
          writer.writeBoolean("completed", event.completed());
          if (event.device() == null) {
            writer.writeNull("device");
          } else {
            writer.writeString("device", event.device());
          }
          writer.writeDateTime("at", id.ms());
        });
  }
}
