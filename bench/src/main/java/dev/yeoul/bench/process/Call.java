package dev.yeoul.bench.process;

import java.util.Map;
import java.util.TreeMap;

/**
 * A GET, or with a body a POST of JSON.
 *
 * @param target path and query
 * @param body "" for a GET
 */
public record Call(String target, Map<String, String> headers, String body) {
  public Call {
    headers = Map.copyOf(headers);
  }

  /** A GET without headers. */
  public static Call of(String target) {
    return new Call(target, Map.of(), "");
  }

  /** As this user. */
  public Call as(String token) {
    return with("Authorization", "Bearer " + token);
  }

  /** With one more header. */
  public Call with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Call(target, more, body);
  }

  /** With this body of JSON. */
  public Call posting(String json) {
    return new Call(target, headers, json);
  }
}
