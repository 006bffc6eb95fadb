package dev.yeoul.recommendation;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * <code>user, rank, item, score</code> lines; gzip if the name ends in .gz; nothing without a path.
 */
final class RankingsFile implements AutoCloseable {
  private final @Nullable Path path;
  private final Ids items;
  private final @Nullable BufferedWriter writer;

  RankingsFile(@Nullable Path path, Ids items) {
    this.path = path;
    this.items = items;
    try {
      writer = path == null ? null : open(path);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private static BufferedWriter open(Path path) throws IOException {
    OutputStream file = Files.newOutputStream(path);
    OutputStream content =
        path.toString().endsWith(".gz") ? new GZIPOutputStream(file, 1 << 16) : file;
    return new BufferedWriter(new OutputStreamWriter(content, StandardCharsets.UTF_8), 1 << 16);
  }

  void add(String user, Ranking ranking) {
    if (writer == null) {
      return;
    }
    try {
      for (int i = 0; i < ranking.items().length; i++) {
        String item = items.name(ranking.items()[i]);
        writer.write(user + "\t" + (i + 1) + "\t" + item + "\t" + ranking.scores()[i] + "\n");
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public void close() {
    try {
      if (writer != null) {
        writer.close();
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private RecommendationException failure(IOException cause) {
    return new RecommendationException(path + ": can't be written: " + cause.getMessage(), cause);
  }
}
