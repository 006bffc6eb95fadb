package dev.yeoul.analytics;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.ValidationAction;
import com.mongodb.client.model.ValidationLevel;
import com.mongodb.client.model.ValidationOptions;
import org.bson.Document;

/**
 * MongoDB's collections, with the validators that MongoDB enforces and the indexes that the queries
 * use. Blocking.
 */
public final class AnalyticsSchema {
  private static final int NAMESPACE_EXISTS = 48;
  private static final int CONFLICTING_OPERATION = 117;
  private static final int ATTEMPTS = 20;

  private final MongoDatabase database;

  /** The schema of this database. */
  public AnalyticsSchema(MongoDatabase database) {
    this.database = database;
  }

  /**
   * Brings collections, validators and indexes to their present form. May be repeated, and run on
   * several nodes at once.
   *
   * @throws com.mongodb.MongoException where MongoDB is out of reach
   */
  public void create() {
    for (AnalyticsCollection collection : AnalyticsCollection.values()) {
      createOrChange(collection);
      database
          .getCollection(collection.label())
          .createIndexes(collection.indexes().stream().map(IndexModel::new).toList());
    }
  }

  private void createOrChange(AnalyticsCollection collection) {
    var validation =
        new ValidationOptions()
            .validator(collection.validator())
            .validationLevel(ValidationLevel.STRICT)
            .validationAction(ValidationAction.ERROR);
    try {
      database.createCollection(
          collection.label(), new CreateCollectionOptions().validationOptions(validation));
    } catch (MongoCommandException failure) {
      if (failure.getErrorCode() != NAMESPACE_EXISTS) {
        throw failure;
      }
      change(collection);
    }
  }

  private void change(AnalyticsCollection collection) {
    var command =
        new Document("collMod", collection.label())
            .append("validator", collection.validator())
            .append("validationLevel", ValidationLevel.STRICT.getValue())
            .append("validationAction", ValidationAction.ERROR.getValue());
    for (int attempt = 1; ; attempt++) {
      try {
        database.runCommand(command);
        return;
      } catch (MongoCommandException failure) {
        // another node does the same at this moment
        if (failure.getErrorCode() != CONFLICTING_OPERATION || attempt == ATTEMPTS) {
          throw failure;
        }
        Thread.onSpinWait();
      }
    }
  }
}
