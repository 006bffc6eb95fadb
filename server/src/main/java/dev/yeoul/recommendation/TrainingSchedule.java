package dev.yeoul.recommendation;

import com.mongodb.client.MongoDatabase;
import dev.yeoul.platform.Settings;
import dev.yeoul.recommendation.ModelStore.State;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Trains every so many hours, in a child process, on one node of all. A node that dies takes its
 * training along; another one does it at the next look.
 */
@Singleton
public final class TrainingSchedule {
  private static final Logger LOG = Logger.getLogger(TrainingSchedule.class);
  private static final Duration LOOK = Duration.ofSeconds(30);

  /** A node that starts has better things to do. */
  private static final Duration AFTER_START = Duration.ofMinutes(2);

  /** While nothing serves, and after a training that failed. */
  private static final Duration SOONER = Duration.ofHours(1);

  private final Duration interval;
  private final Jdbi jdbi;
  private final ModelStore store;
  private final Clock clock;
  private final Counter failures;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private List<String> program = List.of();
  private @Nullable TrainerProcess running;
  private Instant notBefore = Instant.MIN;
  private boolean failing;

  /** As the settings say. */
  @Inject
  public TrainingSchedule(
      Settings settings, Jdbi jdbi, MongoDatabase mongo, Clock clock, MeterRegistry metrics) {
    this.interval = Duration.ofHours(settings.recommendations().trainingHours());
    this.jdbi = jdbi;
    this.store = new ModelStore(mongo);
    this.clock = clock;
    failures =
        Counter.builder("yeoul.recommendation.trainings.failed")
            .description("Trainings that could not be done, or put off, by this node")
            .register(metrics);
  }

  /**
   * Begins, on a thread of its own, unless the settings say never.
   *
   * @param command what java runs to be this program, such as -jar and the jar's path
   */
  public void start(List<String> command) {
    if (!interval.isZero()) {
      program = List.copyOf(command);
      notBefore = clock.instant().plus(AFTER_START);
      Thread.ofPlatform().name("training-schedule").daemon().start(this::run);
    }
  }

  /** Ends it, and a training that runs. */
  public void stop() {
    stopping.countDown();
    synchronized (this) {
      if (running != null) {
        running.kill();
      }
    }
  }

  private void run() {
    try {
      while (!stopping.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    try {
      if (!clock.instant().isBefore(due(store.state(), newest())) && Training.LOCK.isFree(jdbi)) {
        train();
      }
      failing = false;
    } catch (IOException | RuntimeException | Error e) { // whatever it is: the next one is due
      notBefore = clock.instant().plus(SOONER);
      failures.increment();
      if (!failing) {
        LOG.warnf("training is put off: %s", e);
      }
      failing = true;
    }
  }

  private @Nullable Instant newest() {
    List<ModelCard> cards = store.list();
    return cards.isEmpty() ? null : cards.getFirst().trainedAt();
  }

  private Instant due(State state, @Nullable Instant newest) {
    Instant due = due(interval, newest, state);
    return due.isAfter(notBefore) ? due : notBefore;
  }

  /**
   * When to train next: an interval after the newest version and after the last training that came
   * to an end, whatever came of it; while nothing serves, an hour after that at the latest.
   *
   * @param newest when the newest version was trained; null where there is none
   */
  static Instant due(Duration interval, @Nullable Instant newest, State state) {
    TrainingOutcome last = state.lastTraining();
    Instant known = newest == null ? Instant.MIN : newest.plus(interval);
    if (last == null) {
      return known;
    }
    boolean serves = state.current() != null;
    Instant next = last.at().plus(serves || interval.compareTo(SOONER) < 0 ? interval : SOONER);
    return next.isAfter(known) ? next : known;
  }

  private void train() throws IOException, InterruptedException {
    TrainerProcess trainer;
    synchronized (this) {
      if (stopping.getCount() == 0) {
        return;
      }
      trainer = TrainerProcess.start(program);
      running = trainer;
    }
    try {
      int code = trainer.await(line -> LOG.infof("training: %s", line));
      if (code != 0 && stopping.getCount() > 0) {
        notBefore = clock.instant().plus(SOONER);
        failures.increment();
        LOG.warnf("the training failed: exit code %d", code);
      }
    } finally {
      trainer.kill();
      synchronized (this) {
        running = null;
      }
    }
  }
}
