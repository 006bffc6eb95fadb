package dev.yeoul.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.UncheckedIOException;

/** An entity as the bytes that a client gets. */
public final class Representation {
  private Representation() {}

  /** The entity's JSON in UTF-8. */
  public static byte[] bytes(Object entity) {
    try {
      return Json.mapper().writeValueAsBytes(entity);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The strong ETag of the entity's JSON, quotes included. */
  public static String etag(Object entity) {
    return ETags.of(bytes(entity));
  }
}
