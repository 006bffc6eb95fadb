package dev.yeoul.analytics;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Inserts that may be repeated. */
final class MongoWrites {
  private static final int DUPLICATE_KEY = 11000;

  /**
   * BadValue, TypeMismatch, DocumentValidationFailure, BSONObjectTooLarge: true the next time too.
   */
  private static final Set<Integer> REFUSALS = Set.of(2, 14, 121, 10334);

  private static final InsertManyOptions UNORDERED = new InsertManyOptions().ordered(false);

  private MongoWrites() {}

  /**
   * Inserts those whose _id is not there yet.
   *
   * @return what MongoDB will never take, by index, and why
   * @throws com.mongodb.MongoException where some were not stored: repeat the call
   */
  static <T> Map<Integer, String> insertNew(MongoCollection<T> into, List<T> documents) {
    Map<Integer, String> refused = new TreeMap<>();
    if (documents.isEmpty()) {
      return refused;
    }
    try {
      into.insertMany(documents, UNORDERED);
    } catch (MongoBulkWriteException failure) {
      if (failure.getWriteConcernError() != null) {
        throw failure;
      }
      for (BulkWriteError error : failure.getWriteErrors()) {
        if (REFUSALS.contains(error.getCode())) {
          refused.put(error.getIndex(), error.getMessage());
        } else if (error.getCode() != DUPLICATE_KEY) {
          throw failure;
        }
      }
    }
    return refused;
  }
}
