package dev.yeoul.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final ProgressLines progress = new ProgressLines(lines::add);

  @Test
  void theEndIsOneLine() {
    try (var bar =
        new ProgressBarBuilder()
            .setInitialMax(10)
            .setUpdateIntervalMillis(60_000)
            .setConsumer(progress)
            .build()) {
      await().until(() -> !lines.isEmpty());
      bar.stepBy(10);
    }
    progress.close();
    assertThat(lines).filteredOn(line -> line.contains("100%")).hasSize(1);
  }

  @Test
  void theSameStateIsNotSaidTwice() {
    progress.accept("10% 0:01");
    progress.accept("10% 0:01");
    progress.accept("100% 0:01");
    progress.accept("100% 0:02");
    progress.close();
    progress.close();
    assertThat(lines).containsExactly("10% 0:01", "100% 0:02");
  }
}
