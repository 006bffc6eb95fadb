package dev.yeoul.app;

import com.mongodb.client.MongoClient;
import dev.yeoul.analytics.AnalyticsSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Brings the stores' schemas up to date. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description = "Bring the schemas of MySQL and MongoDB up to date.")
final class MigrateCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    try (Stores stores = Stores.open(Launch.source());
        MongoClient mongo = Wiring.mongoClient(stores.settings())) {
      int applied = stores.mysql().migrate();
      System.out.println(
          applied == 0 ? "MySQL: up to date" : "MySQL: applied " + applied + " migrations");
      new AnalyticsSchema(Wiring.mongoDatabase(stores.settings(), mongo)).create();
      System.out.println("MongoDB: collections, validators and indexes are in place");
    }
    return 0;
  }
}
