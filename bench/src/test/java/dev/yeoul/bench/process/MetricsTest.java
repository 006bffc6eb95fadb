package dev.yeoul.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final String PAGES = "yeoul_pages_total{source=\"kept\"}";

  private final Metrics before = metrics(3, 10);
  private final Metrics after = metrics(5, 17);

  @Test
  void countsWhatWasAddedSince() {
    assertThat(after.since(before).value("yeoul_hits_total")).isEqualTo(2);
    assertThat(after.since(before).now("yeoul_hits_total")).isEqualTo(5);
  }

  @Test
  void theServicesOwnAreThereByTheirLabelsToo() {
    assertThat(after.since(before).value(PAGES)).isEqualTo(7);
    assertThatThrownBy(() -> after.now("jvm_memory{area=\"heap space\"}"))
        .isInstanceOf(IllegalStateException.class);
  }

  private static Metrics metrics(int hits, int pages) {
    return Metrics.of(
        """
        # HELP yeoul_hits_total of the cache
        yeoul_hits_total %d.0
        %s %d.0
        jvm_memory{area="heap space"} 1.0E7
        jvm_gauge NaN
        """
            .formatted(hits, PAGES, pages));
  }
}
