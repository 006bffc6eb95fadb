package dev.yeoul.app;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.yeoul.platform.Database;
import dev.yeoul.platform.Settings;

/** The stores that models are made from and kept in. */
record ModelStores(Database mysql, MongoClient client, MongoDatabase mongo)
    implements AutoCloseable {

  /** Those of the environment and <code>.env</code>. */
  static ModelStores open() {
    Settings settings = Settings.read(Launch.source());
    Database mysql = Database.openForTools(settings.mysql());
    MongoClient client = Wiring.mongoClientForTools(settings);
    return new ModelStores(mysql, client, Wiring.mongoDatabase(settings, client));
  }

  @Override
  public void close() {
    client.close();
    mysql.close();
  }
}
