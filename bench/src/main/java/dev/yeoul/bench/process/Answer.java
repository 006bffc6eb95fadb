package dev.yeoul.bench.process;

import java.util.Map;
import java.util.TreeMap;

/**
 * An answer over HTTP.
 *
 * @param headers by name in lower case; several of one name are joined by a comma
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared as a record
public record Answer(int status, Map<String, String> headers, byte[] body) {
  public Answer {
    headers = Map.copyOf(new TreeMap<>(headers));
  }

  /** A header's value, or "". */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }
}
