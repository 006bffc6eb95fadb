package dev.yeoul.analytics;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.yeoul.playback.RefusedEntry;
import dev.yeoul.playback.StreamEntry;
import dev.yeoul.playback.ViewingEntry;
import dev.yeoul.playback.ViewingEvent.Clicked;
import dev.yeoul.playback.ViewingEvent.Shown;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonWriter;
import org.bson.RawBsonDocument;

/**
 * What viewers were shown and what they chose, in the collection user_behaviors: each entry once,
 * however often it is stored. Blocking.
 */
final class BehaviourStore {
  /** Documents that are made and sent at once. */
  private static final int LOT = 256;

  /** Of one without what was shown, which takes some three bytes for each character. */
  private static final int DOCUMENT_BYTES = 256;

  private static final String IMPRESSION_ID = "impression_id";

  private final MongoCollection<RawBsonDocument> behaviors;

  BehaviourStore(MongoDatabase database) {
    this.behaviors =
        database
            .getCollection(AnalyticsCollection.USER_BEHAVIORS.label(), RawBsonDocument.class)
            .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
  }

  /**
   * Stores showings and choices.
   *
   * @return what could not be read or the validator refused
   * @throws com.mongodb.MongoException where MongoDB is out of reach: repeat the call
   */
  List<RefusedEntry> store(List<ViewingEntry> entries) {
    List<ViewingEntry> behaviours =
        entries.stream()
            .filter(entry -> entry.event() instanceof Shown || entry.event() instanceof Clicked)
            .toList();
    List<RefusedEntry> refused = new ArrayList<>();
    for (int from = 0; from < behaviours.size(); from += LOT) {
      storeLot(behaviours.subList(from, Math.min(from + LOT, behaviours.size())), refused);
    }
    return refused;
  }

  private void storeLot(List<ViewingEntry> lot, List<RefusedEntry> refused) {
    List<StreamEntry> sources = new ArrayList<>(lot.size());
    List<RawBsonDocument> documents = new ArrayList<>(lot.size());
    for (ViewingEntry entry : lot) {
      try {
        documents.add(document(entry));
        sources.add(entry.source());
      } catch (NumberFormatException e) {
        refused.add(new RefusedEntry(entry.source(), "unreadable: " + e.getMessage()));
      }
    }
    MongoWrites.insertNew(behaviors, documents)
        .forEach((at, reason) -> refused.add(new RefusedEntry(sources.get(at), reason)));
  }

  private static RawBsonDocument document(ViewingEntry entry) {
    return switch (entry.event()) {
      case Shown shown ->
          RawDocuments.of(
              DOCUMENT_BYTES + 3 * shown.rows().length(),
              writer -> {
                writeStart(writer, entry, "impression");
                writer.writeStartDocument("details");
                writer.writeString(IMPRESSION_ID, shown.impression());
                writer.writeString("model_version", shown.version());
                writer.writeString("bucket", shown.bucket());
                writeRows(writer, shown.rows());
                writer.writeEndDocument();
              });
      case Clicked clicked ->
          RawDocuments.of(
              DOCUMENT_BYTES,
              writer -> {
                writeStart(writer, entry, "click");
                writer.writeInt64("series_id", clicked.seriesId().value());
                writer.writeStartDocument("details");
                writer.writeString(IMPRESSION_ID, clicked.impression());
                writer.writeEndDocument();
              });
      default -> throw new IllegalArgumentException("no behaviour: " + entry.event());
    };
  }

  private static void writeStart(BsonWriter writer, ViewingEntry entry, String behavior) {
    writer.writeString("_id", entry.source().key());
    writer.writeInt64("user_id", entry.event().userId());
    writer.writeString("behavior", behavior);
    writer.writeDateTime("at", entry.id().ms());
  }

  private static void writeRows(BsonWriter writer, String text) {
    writer.writeStartArray("rows");
    for (String row : text.split(";", -1)) {
      if (!row.isEmpty()) {
        writer.writeStartDocument();
        int colon = row.indexOf(':');
        writer.writeString("row", row.substring(0, Math.max(0, colon)));
        writer.writeStartArray("series");
        for (String series : row.substring(colon + 1).split(",", -1)) {
          writer.writeInt64(Long.parseLong(series));
        }
        writer.writeEndArray();
        writer.writeEndDocument();
      }
    }
    writer.writeEndArray();
  }
}
