package dev.yeoul.analytics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** What an operator sees of the worker. */
final class WorkerMetrics {
  private final Counter stored;
  private final Counter deadLetters;
  private final Counter views;
  private final Counter retries;
  private final Timer batches;
  private final AtomicLong oldest = new AtomicLong(-1);

  WorkerMetrics(MeterRegistry registry, Clock clock) {
    stored =
        Counter.builder("yeoul.viewing.entries.stored")
            .description("Stream entries that MongoDB and MySQL have")
            .register(registry);
    deadLetters =
        Counter.builder("yeoul.viewing.entries.dead")
            .description("Stream entries that a store refused; see error_logs")
            .register(registry);
    views =
        Counter.builder("yeoul.viewing.views")
            .description("Views counted for trending")
            .register(registry);
    retries =
        Counter.builder("yeoul.viewing.retries")
            .description("Attempts of the worker that a store did not answer")
            .register(registry);
    batches =
        Timer.builder("yeoul.viewing.batch")
            .description("From the taking of a batch to its acknowledgement")
            .register(registry);
    Gauge.builder("yeoul.viewing.lag.seconds", () -> lagSeconds(clock))
        .description("Age of the oldest stream entry that is not stored yet")
        .register(registry);
  }

  /** What was found waiting last; its age grows by itself while the worker can't look again. */
  void oldest(OptionalLong epochMs) {
    oldest.set(epochMs.orElse(-1));
  }

  void done(ViewingBatch batch, long counted, Duration took) {
    stored.increment(batch.good().size());
    deadLetters.increment(batch.refused().size());
    views.increment((double) counted);
    batches.record(took);
  }

  void retry() {
    retries.increment();
  }

  private double lagSeconds(Clock clock) {
    long since = oldest.get();
    return since < 0 ? 0 : Math.max(0, clock.millis() - since) / 1000.0;
  }
}
