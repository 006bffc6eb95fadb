package dev.yeoul.analytics;

import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/** Builds a validator in MongoDB's dialect of JSON Schema. */
final class JsonSchema {
  private final Document properties = new Document();
  private final List<String> required = new ArrayList<>();

  JsonSchema required(String name, Document rule) {
    required.add(name);
    return allowed(name, rule);
  }

  JsonSchema allowed(String name, Document rule) {
    properties.append(name, rule);
    return this;
  }

  Document validator() {
    return new Document(
        "$jsonSchema",
        new Document("bsonType", "object")
            .append("required", List.copyOf(required))
            .append("properties", properties));
  }

  /** A whole number of 64 or 32 bits. */
  static Document whole(long minimum) {
    return new Document("bsonType", List.of("long", "int")).append("minimum", minimum);
  }

  static Document number() {
    return new Document("bsonType", "number");
  }

  static Document text(int minLength, int maxLength) {
    return new Document("bsonType", "string")
        .append("minLength", minLength)
        .append("maxLength", maxLength);
  }

  static Document date() {
    return new Document("bsonType", "date");
  }

  static Document object() {
    return new Document("bsonType", "object");
  }

  static Document oneOf(String... values) {
    return new Document("enum", List.of(values));
  }

  /** The rule, or null. */
  static Document optional(Document rule) {
    return new Document("anyOf", List.of(rule, new Document("bsonType", "null")));
  }
}
