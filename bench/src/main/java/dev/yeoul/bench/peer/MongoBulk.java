package dev.yeoul.bench.peer;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.InsertManyOptions;
import dev.yeoul.embedded.EmbeddedStores;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.RawBsonDocument;

/**
 * What mongod itself makes of the worker's documents: one bulk insert, w:majority and j:true, into
 * a collection of the same validator and indexes, or into a bare one.
 */
public final class MongoBulk implements AutoCloseable {
  private static final String LOGS = "viewing_logs";
  private static final String PEER = "bench_bulk";

  private final MongoClient client;
  private final MongoDatabase database;

  /** On these stores' MongoDB. */
  public MongoBulk(EmbeddedStores stores) {
    client = MongoClients.create(stores.environment().getOrDefault("MONGO_URI", ""));
    database = client.getDatabase("yeoul");
  }

  /**
   * Inserts them into a new collection.
   *
   * @param alike with the validator and the indexes of viewing_logs
   * @return how long that took, in nanoseconds
   */
  public long insert(List<RawBsonDocument> documents, boolean alike) {
    MongoCollection<RawBsonDocument> into = fresh(alike);
    long from = System.nanoTime();
    into.insertMany(documents, new InsertManyOptions().ordered(false));
    long took = System.nanoTime() - from;
    into.drop();
    return took;
  }

  private MongoCollection<RawBsonDocument> fresh(boolean alike) {
    database.getCollection(PEER).drop();
    Document create = new Document("create", PEER);
    if (alike) {
      create.putAll(definition().get("options", Document.class));
    }
    database.runCommand(create);
    MongoCollection<RawBsonDocument> fresh =
        database
            .getCollection(PEER, RawBsonDocument.class)
            .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    if (alike) {
      List<IndexModel> indexes = new ArrayList<>();
      for (Document index : database.getCollection(LOGS).listIndexes()) {
        indexes.add(
            new IndexModel(
                index.get("key", Document.class),
                new IndexOptions().name(index.getString("name"))));
      }
      fresh.createIndexes(indexes);
    }
    return fresh;
  }

  private Document definition() {
    Document found = database.listCollections().filter(new Document("name", LOGS)).first();
    if (found == null) {
      throw new IllegalStateException("the service has not made " + LOGS);
    }
    return found;
  }

  /** How many documents the worker has stored. */
  public long stored() {
    return database.getCollection(LOGS).countDocuments();
  }

  @Override
  public void close() {
    client.close();
  }
}
