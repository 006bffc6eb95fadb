package dev.yeoul.catalog;

import dev.yeoul.platform.Representation;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Answers to changes; they carry the ETag that the next change needs. */
final class Answers {
  private Answers() {}

  static Response created(String location, Object entity) {
    return Response.created(URI.create(location))
        .header(HttpHeaders.ETAG, Representation.etag(entity))
        .entity(entity)
        .build();
  }

  static Response replaced(Object entity) {
    return Response.ok(entity).header(HttpHeaders.ETAG, Representation.etag(entity)).build();
  }
}
