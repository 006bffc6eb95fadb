package dev.yeoul.catalog;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar on standard error, or nothing. */
public final class ImportProgress implements AutoCloseable {
  private static final int WIDTH = 100;
  private static final int TERMINAL_MILLIS = 200;
  private static final int LOG_MILLIS = 2_000;

  private final boolean shown;
  private final ProgressLines lines = new ProgressLines(System.err::println);
  private @Nullable ProgressBar bar;

  private ImportProgress(boolean shown) {
    this.shown = shown;
  }

  /** A bar that moves in a terminal; elsewhere, as in a log, a line every two seconds. */
  public static ImportProgress onStandardError() {
    return new ImportProgress(true);
  }

  /** Shows nothing. */
  public static ImportProgress silent() {
    return new ImportProgress(false);
  }

  void begin(long max, String unit, long unitSize) {
    if (shown) {
      boolean terminal = System.console() != null && System.console().isTerminal();
      ProgressBarConsumer out =
          terminal ? new ConsoleProgressBarConsumer(System.err, WIDTH) : lines;
      bar =
          new ProgressBarBuilder()
              .setTaskName("Import")
              .setInitialMax(max)
              .setUnit(" " + unit, unitSize)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(terminal ? TERMINAL_MILLIS : LOG_MILLIS)
              .setConsumer(out)
              .build();
    }
  }

  void advance(long by) {
    if (bar != null) {
      bar.stepBy(by);
    }
  }

  InputStream follow(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int read = super.read();
        advance(read < 0 ? 0 : 1);
        return read;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        advance(Math.max(0, read));
        return read;
      }
    };
  }

  @Override
  public void close() {
    end();
  }

  /** Shows that it is over; the second time does nothing. */
  public void end() {
    if (bar != null) {
      bar.close();
      lines.close(); // a bar that lived for a moment does not
      bar = null; // a second close would print it again
    }
  }
}
