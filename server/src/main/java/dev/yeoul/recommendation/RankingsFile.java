package dev.yeoul.recommendation;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * <code>user, rank, item, score</code> lines; gzip if the name ends in .gz; nothing without a file.
 * What can't be written is told when it is closed, so that a full disk does not end the work before
 * its figures are there.
 */
final class RankingsFile implements AutoCloseable {
  private final @Nullable OutputFile file;
  private final Ids items;
  private @Nullable BufferedWriter writer;
  private @Nullable IOException failure;

  RankingsFile(@Nullable OutputFile file, Ids items) {
    this.file = file;
    this.items = items;
    try {
      writer = file == null ? null : begun(file);
    } catch (IOException e) {
      failure = e;
    }
  }

  private static BufferedWriter begun(OutputFile file) throws IOException {
    OutputStream raw = file.begin();
    OutputStream content =
        file.path().toString().endsWith(".gz") ? new GZIPOutputStream(raw, 1 << 16) : raw;
    return new BufferedWriter(new OutputStreamWriter(content, StandardCharsets.UTF_8), 1 << 16);
  }

  void add(String user, Ranking ranking) {
    if (writer == null || failure != null) {
      return;
    }
    try {
      for (int i = 0; i < ranking.items().length; i++) {
        String item = items.name(ranking.items()[i]);
        writer.write(user + "\t" + (i + 1) + "\t" + item + "\t" + ranking.scores()[i] + "\n");
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  /**
   * Ends it.
   *
   * @throws RecommendationException where not all of it was written
   */
  @Override
  public void close() {
    try {
      if (writer != null) {
        writer.close();
      }
    } catch (IOException e) {
      failure = e;
    }
    if (file != null && failure != null) {
      throw file.failure(failure);
    }
  }
}
