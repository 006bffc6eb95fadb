package dev.yeoul.recommendation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an evaluation writes, opened; null for what nobody asked for. */
record Outputs(@Nullable OutputFile json, @Nullable OutputFile rankings) implements AutoCloseable {
  /**
   * Opens them.
   *
   * @throws RecommendationException where one can't be written, or is a file that is read
   */
  static Outputs open(EvaluationFiles files) {
    List<Path> others = new ArrayList<>(List.of(files.train()));
    if (files.query() != null) {
      others.add(files.query());
    }
    if (files.truth() != null) {
      others.add(files.truth());
    }
    OutputFile json = open(files.json(), others);
    try {
      return new Outputs(json, open(files.rankings(), others));
    } catch (RecommendationException e) {
      close(json);
      throw e;
    }
  }

  private static @Nullable OutputFile open(@Nullable Path path, List<Path> others) {
    if (path == null) {
      return null;
    }
    OutputFile file = new OutputFile(path, others);
    others.add(path);
    return file;
  }

  private static void close(@Nullable OutputFile file) {
    if (file != null) {
      file.close();
    }
  }

  @Override
  public void close() {
    try {
      close(json);
    } finally {
      close(rankings);
    }
  }
}
