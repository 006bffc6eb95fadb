package dev.yeoul.bench.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What a service says of itself under /metrics. A metric with labels is named as it stands there,
 * such as <code>yeoul_pages_total{source="kept"}</code>; of those with labels only the service's
 * own are here.
 */
public final class Metrics {
  private static final String OWN = "yeoul_";

  private final Map<String, Double> values;
  private final Map<String, Double> before;

  private Metrics(Map<String, Double> values, Map<String, Double> before) {
    this.values = values;
    this.before = before;
  }

  /** As they are now. */
  public static Metrics of(Caller service) throws IOException, InterruptedException {
    Answer answer = service.get("/metrics", Map.of());
    return of(new String(answer.body(), StandardCharsets.UTF_8));
  }

  static Metrics of(String text) {
    Map<String, Double> values = new HashMap<>();
    for (String line : text.split("\n", -1)) {
      int space = line.lastIndexOf(' ');
      boolean wanted = line.startsWith(OWN) || line.indexOf('{') < 0;
      if (space > 0 && !line.startsWith("#") && wanted) {
        values.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
      }
    }
    return new Metrics(values, Map.of());
  }

  /** The same, whose {@link #value} is what was added since the others. */
  public Metrics since(Metrics others) {
    return new Metrics(values, others.values);
  }

  /** What a counter counted since then. */
  public double value(String name) {
    return now(name) - before.getOrDefault(name, 0.0);
  }

  /** As it stands. */
  public double now(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("the service has no metric " + name);
    }
    return value;
  }
}
