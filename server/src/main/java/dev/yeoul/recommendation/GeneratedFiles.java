package dev.yeoul.recommendation;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Evaluator's files of generated viewing (6,000 users, 3,500 items, some 800,000 events), split as
 * the literature splits real data. The same folder's files are the same everywhere.
 */
public final class GeneratedFiles {
  private static final GeneratedInteractions DATA =
      new GeneratedInteractions(6_000, 3_500, 175, 40, 1);

  /** How events are hidden. */
  public enum Split {
    /** Everybody's last event. */
    NEXT,
    /** A fifth of the events, anywhere, of a tenth of the users, whom training does not know. */
    UNSEEN,
    /** All events but one of a tenth of the users, whom training does not know. */
    SINGLE,
    /** The last tenth of all events by time. */
    MOMENT
  }

  private final Interactions data;
  private final SplittableRandom random = new SplittableRandom(7);

  private GeneratedFiles() {
    InteractionsBuilder builder = new InteractionsBuilder();
    DATA.forEach(builder::add);
    data = builder.build();
  }

  /**
   * Writes train.tsv, query.tsv and truth.tsv.
   *
   * @return what was written, in a sentence
   * @throws RecommendationException if a file can't be written
   */
  public static String write(Split split, Path folder) {
    try {
      Files.createDirectories(folder);
      return new GeneratedFiles().writeAll(split, folder);
    } catch (IOException e) {
      throw new RecommendationException(folder + ": can't be written: " + e.getMessage(), e);
    }
  }

  private String writeAll(Split split, Path folder) throws IOException {
    long[] rows = new long[3];
    try (BufferedWriter train = writer(folder, "train.tsv");
        BufferedWriter query = writer(folder, "query.tsv");
        BufferedWriter truth = writer(folder, "truth.tsv")) {
      double moment = moment();
      for (int user = 0; user < data.userCount(); user++) {
        boolean unseen = random.nextInt(10) == 0;
        boolean[] hidden = hidden(split, user, unseen, moment);
        boolean asked = asked(split, hidden, unseen);
        boolean trained = !unseen || split == Split.NEXT || split == Split.MOMENT;
        for (int i = 0; i < hidden.length; i++) {
          int p = data.starts[user] + i;
          if (hidden[i]) {
            row(truth, user, p);
            rows[2]++;
          } else {
            if (trained) {
              row(train, user, p);
              rows[0]++;
            }
            if (asked) {
              row(query, user, p);
              rows[1]++;
            }
          }
        }
      }
    }
    return "%,d training rows, %,d query rows and %,d true items in %s"
        .formatted(rows[0], rows[1], rows[2], folder);
  }

  private static BufferedWriter writer(Path folder, String name) throws IOException {
    return Files.newBufferedWriter(folder.resolve(name), StandardCharsets.UTF_8);
  }

  private double moment() {
    double[] times = data.time.clone();
    java.util.Arrays.sort(times);
    return times[(int) (0.9 * times.length)];
  }

  private boolean[] hidden(Split split, int user, boolean unseen, double moment) {
    int length = data.length(user);
    boolean[] hidden = new boolean[length];
    int shown = random.nextInt(length);
    for (int i = 0; i < length; i++) {
      hidden[i] =
          switch (split) {
            case NEXT -> i == length - 1;
            case UNSEEN -> unseen && random.nextInt(5) == 0;
            case SINGLE -> unseen && i != shown;
            case MOMENT -> data.time[data.starts[user] + i] >= moment;
          };
    }
    return hidden;
  }

  private static boolean asked(Split split, boolean[] hidden, boolean unseen) {
    return switch (split) {
      case NEXT -> true;
      case UNSEEN, SINGLE -> unseen;
      case MOMENT -> hidden[hidden.length - 1];
    };
  }

  private void row(BufferedWriter writer, int user, int position) throws IOException {
    writer.write(
        data.users.name(user)
            + "\t"
            + data.items.name(data.item[position])
            + "\t"
            + (long) data.time[position]
            + "\n");
  }
}
