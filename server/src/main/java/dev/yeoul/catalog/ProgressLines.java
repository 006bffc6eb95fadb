package dev.yeoul.catalog;

import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBarConsumer;

/**
 * A progress bar for a log: each state is one line, and the end, which the bar draws twice, too.
 */
final class ProgressLines implements ProgressBarConsumer {
  private static final int WIDTH = 100;

  private final Consumer<String> out;
  private String last = "";
  private boolean held;

  ProgressLines(Consumer<String> out) {
    this.out = out;
  }

  @Override
  public int getMaxRenderedLength() {
    return WIDTH;
  }

  @Override
  public void accept(String line) {
    if (!line.equals(last)) {
      last = line;
      // The two may differ by a second that has passed between.
      held = line.contains("100%");
      if (!held) {
        out.accept(line);
      }
    }
  }

  @Override
  public void close() {
    if (held) {
      out.accept(last);
      held = false;
    }
  }
}
