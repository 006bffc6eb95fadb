package dev.yeoul.analytics;

import com.mongodb.client.MongoDatabase;
import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.platform.RedisPipeline;
import dev.yeoul.playback.ProgressWriter;
import dev.yeoul.playback.ViewingEntry;
import dev.yeoul.playback.ViewingStream;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * What the worker does with a batch, one step after the other. Each may be repeated, and a worker
 * may die between any two: the entries stay in the stream until the last step, and another worker
 * claims them. Blocking.
 */
final class ViewingSteps {
  private final ViewingStream stream;
  private final ViewingLogStore logs;
  private final BehaviourStore behaviours;
  private final ProgressWriter progress;
  private final DeadLetters deadLetters;
  private final ViewCounter counter;

  ViewingSteps(RedisPipeline redis, Jdbi jdbi, MongoDatabase mongo, ChangeFeed changes) {
    this.stream = new ViewingStream(redis);
    this.logs = new ViewingLogStore(mongo);
    this.behaviours = new BehaviourStore(mongo);
    this.progress = new ProgressWriter(jdbi, changes);
    this.deadLetters = new DeadLetters(mongo);
    this.counter = new ViewCounter(redis);
  }

  ViewingStream stream() {
    return stream;
  }

  /** Takes new entries. */
  ViewingBatch take(String consumer, int most) {
    return new ViewingBatch(stream.read(consumer, most));
  }

  /** Takes over entries that another worker left for at least this long. */
  ViewingBatch claim(String consumer, Duration abandoned, int most) {
    return new ViewingBatch(stream.claim(consumer, abandoned, most));
  }

  void storeLogs(ViewingBatch batch) {
    List<ViewingEntry> entries = batch.goodEntries();
    batch.refuse(logs.store(entries));
    batch.refuse(behaviours.store(entries));
  }

  void storeProgress(ViewingBatch batch) {
    batch.refuse(progress.store(batch.goodEntries()));
  }

  void keepRefused(ViewingBatch batch) {
    deadLetters.keep(batch.refused());
  }

  /** Ends the batch; returns how many views it counted. */
  long acknowledge(ViewingBatch batch) {
    return counter.acknowledge(batch.all(), batch.good());
  }
}
