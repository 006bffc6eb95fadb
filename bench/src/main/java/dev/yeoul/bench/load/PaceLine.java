package dev.yeoul.bench.load;

import java.time.Duration;
import java.util.List;

/** A pace as a line of text. */
final class PaceLine {
  private PaceLine() {}

  static String of(Pace pace) {
    return "%d %d %d"
        .formatted(pace.perSecond(), pace.duration().toMillis(), pace.warmUp().toMillis());
  }

  static Pace parse(String line) {
    List<String> parts = List.of(line.split(" ", -1));
    return new Pace(
        Integer.parseInt(parts.get(0)),
        Duration.ofMillis(Long.parseLong(parts.get(1))),
        Duration.ofMillis(Long.parseLong(parts.get(2))));
  }
}
