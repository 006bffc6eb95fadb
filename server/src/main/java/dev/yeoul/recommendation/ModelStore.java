package dev.yeoul.recommendation;

import com.mongodb.MongoGridFSException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.gridfs.GridFSBucket;
import com.mongodb.client.gridfs.GridFSBuckets;
import com.mongodb.client.gridfs.GridFSDownloadStream;
import com.mongodb.client.gridfs.GridFSUploadStream;
import com.mongodb.client.gridfs.model.GridFSFile;
import com.mongodb.client.gridfs.model.GridFSUploadOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * The versions of the model in MongoDB: a file of GridFS each, in bucket {@value #BUCKET}, and the
 * document <code>current</code> of {@value #SERVICE} that says which one serves. That one is
 * written last, so a training that is killed before changes nothing. Blocking.
 */
final class ModelStore {
  private static final String BUCKET = "models";
  private static final String SERVICE = "model_service";
  private static final String CURRENT = "current";
  private static final String LAST_TRAINING = "last_training";
  private static final int CHUNK_BYTES = 1 << 20;

  /** How many versions stay, besides the one in service. */
  static final int KEPT = 10;

  /** Chunks without a file are a killed training's, once no training can still be writing them. */
  private static final Duration ABANDONED = Duration.ofDays(1);

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final Comparator<ModelCard> NEWEST_FIRST =
      Comparator.comparing(ModelCard::trainedAt)
          .thenComparingInt(card -> card.version().length())
          .thenComparing(ModelCard::version)
          .reversed();

  private final MongoDatabase database;
  private final GridFSBucket bucket;

  ModelStore(MongoDatabase database) {
    this.database = database;
    bucket = GridFSBuckets.create(database, BUCKET);
  }

  /**
   * Which version serves.
   *
   * @param by who said so
   */
  record Current(String version, Instant since, String by) {}

  /** What nodes look at every few seconds; null for what is not there. */
  record State(@Nullable Current current, @Nullable TrainingOutcome lastTraining) {}

  /** A name for a version of this moment that no version has. */
  String freeVersion(Instant now) {
    String name = NAME.format(now);
    String free = name;
    for (int n = 2; find(free) != null; n++) {
      free = name + "-" + n;
    }
    return free;
  }

  /** Stores a version; it does not serve yet. */
  void put(ServedModel model, ModelCard card) throws IOException {
    GridFSUploadOptions options =
        new GridFSUploadOptions().chunkSizeBytes(CHUNK_BYTES).metadata(card.document());
    GridFSUploadStream out = bucket.openUploadStream(card.version(), options);
    boolean whole = false;
    try {
      ServedModelWriter.write(model, out);
      whole = true;
    } finally {
      if (whole) {
        out.close();
      } else {
        out.abort();
      }
    }
  }

  /** All versions, newest first. */
  List<ModelCard> list() {
    List<ModelCard> cards = new ArrayList<>();
    for (GridFSFile file : bucket.find()) {
      cards.add(card(file));
    }
    cards.sort(NEWEST_FIRST);
    return cards;
  }

  /** A version's card, or null where there is no such version. */
  @Nullable ModelCard card(String version) {
    GridFSFile file = find(version);
    return file == null ? null : card(file);
  }

  private static ModelCard card(GridFSFile file) {
    Document metadata = file.getMetadata();
    return ModelCard.of(metadata == null ? new Document() : metadata);
  }

  private @Nullable GridFSFile find(String version) {
    return bucket.find(Filters.eq("filename", version)).first();
  }

  /**
   * Reads a version.
   *
   * @throws RecommendationException where there is no such version, or it is damaged
   * @throws com.mongodb.MongoException where MongoDB is out of reach
   */
  ServedModel load(String version) {
    GridFSFile file = find(version);
    if (file == null) {
      throw new RecommendationException("there is no version " + version);
    }
    try (GridFSDownloadStream in = bucket.openDownloadStream(file.getId())) {
      return ServedModelReader.read(in, file.getLength());
    } catch (MongoGridFSException e) {
      throw new RecommendationException(
          "the model is damaged: MongoDB lacks parts of it: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new RecommendationException("the model can't be read: " + e.getMessage(), e);
    }
  }

  /** Which version serves and how the last training ended, in one round trip. */
  State state() {
    Current current = null;
    TrainingOutcome last = null;
    for (Document document : service().find(Filters.in("_id", CURRENT, LAST_TRAINING))) {
      if (document.getString("_id").equals(CURRENT)) {
        current =
            new Current(
                document.getString("version"),
                document.getDate("since").toInstant(),
                document.getString("by"));
      } else {
        last = TrainingOutcome.of(document);
      }
    }
    return new State(current, last);
  }

  /**
   * Puts a version into service: the nodes take it within seconds.
   *
   * @throws RecommendationException where there is no such version
   */
  void use(String version, Instant now, String by) {
    if (find(version) == null) {
      throw new RecommendationException(
          "there is no version " + version + "; ./yeoul recommend versions lists them");
    }
    replace(
        CURRENT, new Document("version", version).append("since", Date.from(now)).append("by", by));
  }

  /** Keeps how a training ended, for the metrics. */
  void remember(TrainingOutcome outcome) {
    replace(LAST_TRAINING, outcome.document());
  }

  private void replace(String id, Document document) {
    service()
        .replaceOne(
            Filters.eq("_id", id), document.append("_id", id), new ReplaceOptions().upsert(true));
  }

  private MongoCollection<Document> service() {
    return database.getCollection(SERVICE);
  }

  /** Deletes all but the newest versions and the one in service, and what killed trainings left. */
  void prune(Instant now) {
    Current current = state().current();
    Set<String> kept = new HashSet<>();
    list().stream().limit(KEPT).forEach(card -> kept.add(card.version()));
    if (current != null) {
      kept.add(current.version());
    }
    for (GridFSFile file : bucket.find().sort(Sorts.ascending("uploadDate"))) {
      if (!kept.contains(file.getFilename())) {
        bucket.delete(file.getId());
      }
    }
    deleteAbandoned(now);
  }

  private void deleteAbandoned(Instant now) {
    MongoCollection<Document> chunks = database.getCollection(BUCKET + ".chunks");
    List<ObjectId> files = new ArrayList<>();
    for (GridFSFile file : bucket.find()) {
      files.add(file.getObjectId());
    }
    ObjectId before = new ObjectId(Date.from(now.minus(ABANDONED)));
    chunks.deleteMany(Filters.and(Filters.nin("files_id", files), Filters.lt("files_id", before)));
  }
}
