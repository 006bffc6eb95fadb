package dev.yeoul.recommendation;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Makes the evaluator's files out of formats that published data sets come in. */
public final class Conversion {
  private Conversion() {}

  /**
   * A folder with train.txt, test.txt and perhaps valid.txt of <code>user item item ...</code>
   * lines, as Gowalla's split of the literature (He et al. 2020, "LightGCN") comes. What is in
   * valid.txt is trained on too; the order means nothing, so every time is 0.
   *
   * @param source the folder
   * @param folder where train.tsv and truth.tsv go
   * @return what was written, in a sentence
   * @throws RecommendationException if a line can't be read or a file can't be written
   */
  public static String lists(Path source, Path folder) {
    List<Path> train =
        Stream.of("train.txt", "valid.txt").map(source::resolve).filter(Files::exists).toList();
    if (train.isEmpty()) {
      throw new RecommendationException(source + ": has no train.txt");
    }
    Path test = source.resolve("test.txt");
    long[] rows = new long[2];
    write(
        folder.resolve("train.tsv"),
        writer -> {
          for (Path file : train) {
            lists(
                file,
                (user, item) -> {
                  rows[0]++;
                  writer.write(user + "\t" + item + "\t0\n");
                });
          }
        });
    write(
        folder.resolve("truth.tsv"),
        writer ->
            lists(
                test,
                (user, item) -> {
                  rows[1]++;
                  writer.write(user + "\t" + item + "\n");
                }));
    return "%,d training rows and %,d true items in %s".formatted(rows[0], rows[1], folder);
  }

  /**
   * <code>user item</code> lines, each user's in the order of time: the last item of everybody with
   * at least three becomes the truth, the rest is trained on with its position as its time.
   *
   * @param sequences the file, separated by blanks or tabs
   * @param folder where train.tsv and truth.tsv go
   * @return what was written, in a sentence
   * @throws RecommendationException if a line can't be read or a file can't be written
   */
  public static String sequences(Path sequences, Path folder) {
    Map<String, Integer> lengths = new LinkedHashMap<>();
    pairs(sequences, (user, item) -> lengths.merge(user, 1, Integer::sum));
    Map<String, Integer> positions = new HashMap<>();
    long[] rows = new long[2];
    write(
        folder.resolve("train.tsv"),
        train ->
            write(
                folder.resolve("truth.tsv"),
                truth ->
                    pairs(
                        sequences,
                        (user, item) -> {
                          int position = positions.merge(user, 1, Integer::sum);
                          int length = lengths.getOrDefault(user, 0);
                          if (length >= 3 && position == length) {
                            rows[1]++;
                            truth.write(user + "\t" + item + "\n");
                          } else {
                            rows[0]++;
                            train.write(user + "\t" + item + "\t" + position + "\n");
                          }
                        })));
    return "%,d training rows and %,d true items in %s".formatted(rows[0], rows[1], folder);
  }

  private interface Pairs {
    void accept(String user, String item) throws IOException;
  }

  private interface Writing {
    void to(BufferedWriter writer) throws IOException;
  }

  private static void lists(Path file, Pairs pairs) {
    Set<String> users = new HashSet<>();
    new RowFile(file)
        .lines(line -> {
          String[] words = line.strip().split("\\s+", -1);
          if (words[0].isEmpty()) {
            throw new IllegalArgumentException("is blank");
          }
          if (!users.add(words[0])) {
            throw new IllegalArgumentException("user " + words[0] + " has a line already");
          }
          for (int i = 1; i < words.length; i++) {
            accept(pairs, words[0], words[i]);
          }
        });
  }

  private static void pairs(Path file, Pairs pairs) {
    new RowFile(file)
        .lines(line -> {
          String[] words = line.strip().split("\\s+", -1);
          if (words.length != 2) {
            throw new IllegalArgumentException("has " + words.length + " words, but needs 2");
          }
          accept(pairs, words[0], words[1]);
        });
  }

  private static void accept(Pairs pairs, String user, String item) {
    try {
      pairs.accept(user, item);
    } catch (IOException e) {
      throw new RecommendationException("can't be written: " + e.getMessage(), e);
    }
  }

  private static void write(Path file, Writing writing) {
    try {
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
        writing.to(writer);
      }
    } catch (IOException e) {
      throw new RecommendationException(file + ": can't be written: " + e.getMessage(), e);
    }
  }
}
