package dev.yeoul.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * A place in a list, opaque to clients: base64url of a JSON array whose first member names the
 * order that it belongs to.
 */
public final class Cursor {
  private Cursor() {}

  /** The cursor behind a row, given the values that the order compares. */
  public static String encode(String order, Object... values) {
    ArrayNode array = Json.mapper().createArrayNode().add(order);
    for (Object value : values) {
      array.addPOJO(value);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Representation.bytes(array));
  }

  /**
   * The values of a cursor of this order.
   *
   * @param size how many values the order has
   * @throws ProblemException 422 for anything that this call did not hand out
   */
  public static List<JsonNode> decode(String cursor, String order, int size) {
    try {
      String json = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (Json.mapper().readTree(json) instanceof ArrayNode array
          && array.size() == size + 1
          && array.get(0).asText().equals(order)) {
        return java.util.stream.IntStream.rangeClosed(1, size).mapToObj(array::get).toList();
      }
    } catch (IOException | IllegalArgumentException e) {
      throw refused();
    }
    throw refused();
  }

  /** What a call answers to a cursor that it did not hand out. */
  public static ProblemException refused() {
    return ProblemException.invalid(
        "after", "must be a cursor from this list's Link header, with the same sort");
  }
}
