package dev.yeoul.analytics;

import java.util.function.Consumer;
import org.bson.BsonBinaryWriter;
import org.bson.BsonWriter;
import org.bson.RawBsonDocument;
import org.bson.io.BasicOutputBuffer;

/**
 * Documents for MongoDB that are written straight as bytes: a tree of values costs several times as
 * much, and those of a whole batch outlive the heap's young generation.
 */
final class RawDocuments {
  private RawDocuments() {}

  /**
   * One document.
   *
   * @param members writes what is in it
   */
  static RawBsonDocument of(int expectedBytes, Consumer<BsonWriter> members) {
    var bytes = new BasicOutputBuffer(expectedBytes);
    try (var writer = new BsonBinaryWriter(bytes)) {
      writer.writeStartDocument();
      members.accept(writer);
      writer.writeEndDocument();
    }
    return new RawBsonDocument(bytes.getInternalBuffer(), 0, bytes.getPosition());
  }
}
