package dev.yeoul.recommendation;

import com.mongodb.client.MongoDatabase;
import dev.yeoul.catalog.LiveTitles;
import dev.yeoul.playback.ViewingHistories;
import dev.yeoul.playback.Watching;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What a model is trained on.
 *
 * @param interactions users and items are named by their ids; times are whole seconds since 1970;
 *     weights are not aged yet
 * @param live the ids of all series that viewers may see, rising
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TrainingData(Interactions interactions, long[] live) {
  /**
   * Reads the stores, row by row.
   *
   * @param since from when on it counts that something was watched again
   */
  static TrainingData read(Jdbi jdbi, MongoDatabase mongo, Instant since) {
    return jdbi.withHandle(handle -> read(handle, mongo, since));
  }

  private static TrainingData read(Handle handle, MongoDatabase mongo, Instant since) {
    long[][] ids = {new long[1024]};
    int[] size = {0};
    LiveTitles.ids(
        handle,
        id -> {
          if (size[0] == ids[0].length) {
            ids[0] = Arrays.copyOf(ids[0], 2 * size[0]);
          }
          ids[0][size[0]++] = id;
        });
    long[] live = Arrays.copyOf(ids[0], size[0]);
    Adding adding = new Adding(Signs.read(handle, mongo, since), live);
    ViewingHistories.each(handle, adding::add);
    return new TrainingData(adding.end(), live);
  }

  /** Makes one row of what a viewer did with the episodes of a series. */
  static final class Adding {
    private final Signs signs;
    private final long[] live;
    private final InteractionsBuilder builder = new InteractionsBuilder();
    private long user = -1;
    private long series = -1;
    private double seen;
    private long latest;

    Adding(Signs signs, long[] live) {
      this.signs = signs;
      this.live = live;
    }

    /** Takes the next one, by user and then by series. */
    void add(Watching watching) {
      if (watching.user().value() != user || watching.series().value() != series) {
        endSeries();
        user = watching.user().value();
        series = watching.series().value();
        seen = 0;
        latest = Long.MIN_VALUE;
      }
      seen += watching.share();
      latest = Math.max(latest, watching.at().getEpochSecond());
    }

    private void endSeries() {
      if (user < 0 || Arrays.binarySearch(live, series) < 0 || signs.isDismissed(user, series)) {
        return;
      }
      double weight =
          ViewingWeights.of(seen + signs.again(user, series), signs.score(user, series));
      if (weight > 0) {
        builder.add(new Row(Long.toString(user), Long.toString(series), latest, (float) weight));
      }
    }

    Interactions end() {
      endSeries();
      return builder.build();
    }
  }

  /**
   * Writes the rows as the evaluator reads them, with their weights as they are at the latest of
   * them; gzip where the name ends in .gz.
   *
   * @throws RecommendationException if it can't be written
   */
  void dump(Path file) {
    Interactions data = ViewingWeights.aged(interactions);
    try (OutputStream raw = Files.newOutputStream(file);
        OutputStream packed = file.toString().endsWith(".gz") ? new GZIPOutputStream(raw) : raw;
        BufferedWriter writer =
            new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8))) {
      for (int user = 0; user < data.userCount(); user++) {
        for (int p = data.starts[user]; p < data.starts[user + 1]; p++) {
          writer.write(
              data.users.name(user)
                  + "\t"
                  + data.items.name(data.item[p])
                  + "\t"
                  + (long) data.time[p]
                  + "\t"
                  + data.weight[p]
                  + "\n");
        }
      }
    } catch (IOException e) {
      throw new RecommendationException(file + ": can't be written: " + e.getMessage(), e);
    }
  }
}
