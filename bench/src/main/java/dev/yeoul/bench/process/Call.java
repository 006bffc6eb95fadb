package dev.yeoul.bench.process;

import java.util.Map;

/**
 * A GET.
 *
 * @param target path and query
 */
public record Call(String target, Map<String, String> headers) {
  public Call {
    headers = Map.copyOf(headers);
  }

  /** Without headers. */
  public static Call of(String target) {
    return new Call(target, Map.of());
  }

  /** As this user. */
  public Call as(String token) {
    return with("Authorization", "Bearer " + token);
  }

  /** With one more header. */
  public Call with(String header, String value) {
    Map<String, String> more = new java.util.TreeMap<>(headers);
    more.put(header, value);
    return new Call(target, more);
  }
}
