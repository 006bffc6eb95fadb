package dev.yeoul.bench.process;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import dev.yeoul.embedded.EmbeddedStores;
import org.bson.Document;

/** What the worker has stored of what viewers were shown, in MongoDB. */
public final class StoredShowings implements AutoCloseable {
  private final MongoClient client;
  private final MongoCollection<Document> behaviours;

  /** Of these stores. */
  public StoredShowings(EmbeddedStores stores) {
    client = MongoClients.create(stores.environment().getOrDefault("MONGO_URI", ""));
    behaviours = client.getDatabase("yeoul").getCollection("user_behaviors");
  }

  /** How many there are. */
  public long count() {
    return behaviours.countDocuments(Filters.eq("behavior", "impression"));
  }

  @Override
  public void close() {
    client.close();
  }
}
