package dev.yeoul.recommendation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Counts answers by what ranked their titles. */
final class AnswerCounts {
  private final BySource keptPages;
  private final BySource madePages;
  private final BySource rows;

  AnswerCounts(MeterRegistry metrics) {
    keptPages = new BySource(metrics, "page", "kept");
    madePages = new BySource(metrics, "page", "made");
    rows = new BySource(metrics, "row", "made");
  }

  /** A page that had been made for an earlier call. */
  void keptPage(Source source) {
    keptPages.increment(source);
  }

  void madePage(Source source) {
    madePages.increment(source);
  }

  void row(Source source) {
    rows.increment(source);
  }

  /** One counter for each source, from the start on. */
  private static final class BySource {
    private final Map<Source, Counter> counters = new EnumMap<>(Source.class);

    BySource(MeterRegistry metrics, String call, String state) {
      for (Source source : Source.values()) {
        counters.put(
            source,
            Counter.builder("yeoul.recommendation.answers")
                .description("Pages and single rows answered, by what ranked their titles")
                .tag("call", call)
                .tag("source", source.label())
                .tag("state", state)
                .register(metrics));
      }
    }

    void increment(Source source) {
      Objects.requireNonNull(counters.get(source)).increment();
    }
  }
}
