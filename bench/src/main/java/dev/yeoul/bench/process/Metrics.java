package dev.yeoul.bench.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What a service says of itself under /metrics, without those that have labels. */
public final class Metrics {
  private final Map<String, Double> values;
  private final Map<String, Double> before;

  private Metrics(Map<String, Double> values, Map<String, Double> before) {
    this.values = values;
    this.before = before;
  }

  /** As they are now. */
  public static Metrics of(Caller service) throws IOException, InterruptedException {
    Answer answer = service.get("/metrics", Map.of());
    Map<String, Double> values = new HashMap<>();
    for (String line : new String(answer.body(), StandardCharsets.UTF_8).split("\n", -1)) {
      int space = line.indexOf(' ');
      if (space > 0 && !line.startsWith("#") && line.indexOf('{') < 0) {
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
