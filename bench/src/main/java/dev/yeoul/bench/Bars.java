package dev.yeoul.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The only place of the numbers: bench/bars.json. */
record Bars(Control control, List<Row> cases) {
  Bars {
    cases = List.copyOf(cases);
  }

  /**
   * How far nginx may seem from itself.
   *
   * @param atMostOff a share, such as 0.05
   */
  record Control(@JsonProperty("at_most_off") double atMostOff) {}

  /** One row of the table. */
  record Row(String name, String what, String against, boolean quick, List<Bar> measures) {
    Row {
      measures = List.copyOf(measures);
    }
  }

  static Bars read(Path file) throws IOException {
    return new ObjectMapper()
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .readValue(file.toFile(), Bars.class);
  }
}
