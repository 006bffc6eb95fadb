package dev.yeoul.analytics;

import com.mongodb.client.MongoDatabase;
import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.platform.CpuLoad;
import dev.yeoul.platform.RedisPipeline;
import dev.yeoul.playback.ViewingStream;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Brings what Redis accepted to MongoDB and MySQL and counts views, for as long as it runs. Any
 * number of them may share the streams. A store that is down is waited for; nothing is lost
 * meanwhile.
 */
@Singleton
public final class ViewingWorker {
  private static final Logger LOG = Logger.getLogger(ViewingWorker.class);

  private static final Duration RETRY_FIRST = Duration.ofMillis(100);
  private static final Duration RETRY_LONGEST = Duration.ofSeconds(5);
  private static final Duration LOOK_AROUND = Duration.ofSeconds(1);

  private final ViewingSteps steps;
  private final WorkerMetrics metrics;
  private final WorkerOptions options;
  private final CpuLoad cpu = new CpuLoad();
  private final String consumer = "worker-" + UUID.randomUUID();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Set<String> waiting = ConcurrentHashMap.newKeySet();
  private @Nullable Thread thread;
  private @Nullable Thread behind;

  private long lookAgainAt = System.nanoTime();

  /** When the entries of the thread behind had been taken. */
  private long behindSince;

  /** From where a look finds that much waiting until a batch is not full. */
  private boolean backlog;

  /** One on these stores. */
  @Inject
  public ViewingWorker(
      RedisPipeline redis,
      Jdbi jdbi,
      MongoDatabase mongo,
      ChangeFeed changes,
      MeterRegistry registry,
      Clock clock) {
    this(new ViewingSteps(redis, jdbi, mongo, changes), registry, clock, WorkerOptions.USUAL);
  }

  ViewingWorker(ViewingSteps steps, MeterRegistry registry, Clock clock, WorkerOptions options) {
    this.steps = steps;
    this.metrics = new WorkerMetrics(registry, clock);
    this.options = options;
  }

  /** Begins, on a thread of its own. Returns at once, also where a store is down. */
  public synchronized void start() {
    if (thread != null || isStopping()) {
      throw new IllegalStateException("a worker starts once");
    }
    thread = Thread.ofVirtual().name("viewing-worker").start(this::run);
  }

  /**
   * Finishes the batch in hand and ends. A worker that was never started ends too.
   *
   * @param limit how long to wait for that; what is not finished then is another worker's, later
   * @return whether it has ended
   */
  public synchronized boolean stop(Duration limit) throws InterruptedException {
    stopping.countDown();
    return thread == null || thread.join(limit);
  }

  private void run() {
    persist("open", () -> steps.stream().open());
    persist("tidy", () -> steps.stream().forget(null));
    while (!isStopping()) {
      persist("round", this::round);
    }
    awaitBehind();
    try {
      steps.stream().forget(consumer);
    } catch (RuntimeException e) {
      LOG.debugf(e, "the consumer stays behind until another worker forgets it");
    }
  }

  private void round() {
    long start = System.nanoTime();
    if (!tick()) {
      gather(start);
    }
  }

  /**
   * Lets entries come together: each batch costs the stores a number of commands and a wait for the
   * disk, however small it is. A machine that is busy gives its time to viewers first.
   */
  private void gather(long since) {
    Duration span = cpu.isBusy() ? options.gatherWhenBusy() : options.gather();
    pause(span.minusNanos(System.nanoTime() - since));
  }

  /** One batch at the most; returns whether there is likely more at once. */
  private boolean tick() {
    if (System.nanoTime() - lookAgainAt >= 0) {
      persist("look", this::look);
      awaitBehindIfOld();
      if (finish("claim", this::claim) > 0) {
        return true; // and look again at once: a worker that died leaves more than one batch
      }
      lookAgainAt = System.nanoTime() + LOOK_AROUND.toNanos();
    }
    int most = backlog ? options.backlogBatch() : options.batch();
    boolean full = isFull(finish("take", () -> steps.take(consumer, most)), most);
    backlog = backlog && full;
    return full;
  }

  private ViewingBatch claim() {
    return steps.claim(consumer, options.abandonedAfter(), options.backlogBatch());
  }

  private void look() {
    ViewingStream.Waiting waiting = steps.stream().waiting();
    metrics.oldest(waiting.oldestMs());
    backlog = backlog || waiting.entries() >= options.backlog();
  }

  /** Or we would take over our own entries, which is safe, but the same work again. */
  private void awaitBehindIfOld() {
    if (System.nanoTime() - behindSince >= options.abandonedAfter().toNanos() / 2) {
      awaitBehind();
    }
  }

  /** Of some partitions there may have been less than their part of what was asked for. */
  private static boolean isFull(int entries, int most) {
    return entries >= most - most / 8;
  }

  /** Takes a batch and stores it; returns how many entries it had. */
  private int finish(String step, Supplier<ViewingBatch> source) {
    var taken = new AtomicReference<ViewingBatch>();
    persist(step, () -> taken.set(source.get()));
    ViewingBatch batch = taken.get();
    if (batch == null || batch.all().isEmpty()) {
      return 0;
    }
    finish(batch);
    return batch.all().size();
  }

  /**
   * The batch goes to MongoDB and then to MySQL. In a backlog the next one goes to MongoDB
   * meanwhile, so that two servers work at once; without one that would only take more processors
   * from viewers at a time. What is not acknowledged when we die is another worker's, both batches
   * if need be.
   */
  private void finish(ViewingBatch batch) {
    long start = System.nanoTime();
    if (persist("logs", () -> steps.storeLogs(batch))) {
      awaitBehind();
      if (backlog) {
        behindSince = start;
        behind =
            Thread.ofVirtual().name("viewing-worker-behind").start(() -> complete(batch, start));
      } else {
        complete(batch, start);
      }
    }
  }

  private void awaitBehind() {
    Thread last = behind;
    if (last != null) {
      try {
        last.join();
        behind = null;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        stopping.countDown();
      }
    }
  }

  private void complete(ViewingBatch batch, long start) {
    var counted = new long[1];
    boolean done =
        persist("progress", () -> steps.storeProgress(batch))
            && persist("refused", () -> steps.keepRefused(batch))
            && persist("acknowledge", () -> counted[0] = steps.acknowledge(batch));
    if (done) {
      metrics.done(batch, counted[0], Duration.ofNanos(System.nanoTime() - start));
      batch
          .refused()
          .forEach(refused ->
              LOG.warnf(
                  "entry refused: partition=%d id=%s",
                  refused.entry().partition(), refused.entry().id()));
    }
  }

  /** Does it until it succeeds; false where the worker is to stop before. */
  private boolean persist(String step, Runnable work) {
    var backoff = new Backoff(RETRY_FIRST, RETRY_LONGEST);
    while (true) {
      try {
        work.run();
        up(step);
        return true;
      } catch (RuntimeException | Error failure) { // whatever it is: entries would wait unseen
        failed(step, failure);
        if (pause(backoff.next())) {
          return false;
        }
      }
    }
  }

  private void failed(String step, Throwable failure) {
    metrics.retry();
    if (waiting.add(step)) {
      LOG.warnf(failure, "worker waits: step=%s", step);
    }
    if (String.valueOf(failure.getMessage()).startsWith("NOGROUP")) {
      reopen();
    }
  }

  /** Redis came back without the streams: they are made again. */
  private void reopen() {
    try {
      steps.stream().open();
    } catch (RuntimeException e) {
      LOG.debugf(e, "streams can't be opened yet");
    }
  }

  private void up(String step) {
    if (waiting.remove(step)) {
      LOG.infof("worker goes on: step=%s", step);
    }
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  /** Waits; returns whether the worker is to stop. */
  private boolean pause(Duration span) {
    try {
      return stopping.await(span.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping.countDown();
      return true;
    }
  }
}
