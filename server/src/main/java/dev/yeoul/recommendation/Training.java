package dev.yeoul.recommendation;

import com.mongodb.client.MongoDatabase;
import dev.yeoul.platform.DatabaseLock;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;

/**
 * Trains a model on what is stored, judges it, and puts it into service if it is not worse than the
 * one that serves. Blocking, for minutes; needs a JVM with the Vector API.
 */
public final class Training {
  /** How lines about single trials begin. */
  public static final String TRIAL = "tried";

  /** Of whoever trains. */
  static final DatabaseLock LOCK = new DatabaseLock("training");

  private final Jdbi jdbi;
  private final MongoDatabase mongo;
  private final Clock clock;
  private final TrainingSettings settings;
  private final Consumer<String> lines;

  /**
   * One on these stores.
   *
   * @param lines hears how it goes on
   */
  public Training(
      Jdbi jdbi,
      MongoDatabase mongo,
      Clock clock,
      TrainingSettings settings,
      Consumer<String> lines) {
    this.jdbi = jdbi;
    this.mongo = mongo;
    this.clock = clock;
    this.settings = settings;
    this.lines = lines;
  }

  /**
   * Does it all. What comes of it is told as the last line, and kept for the metrics.
   *
   * @return whether a model was published
   * @throws RecommendationException where another training runs, or a file can't be written
   */
  public boolean run() {
    try (DatabaseLock.Held lock = LOCK.take(jdbi, Duration.ZERO);
        Workers workers = new Workers(Workers.possible(settings.threads()))) {
      if (lock == null) {
        throw new RecommendationException("another training runs on these stores: try again later");
      }
      TrainingRun run = new TrainingRun(jdbi, mongo, clock, settings, workers, lines);
      TrainingOutcome outcome = run.outcome();
      new ModelStore(mongo).remember(outcome);
      lines.accept(outcome.verdict().label() + ": " + outcome.reason());
      return outcome.verdict() == Verdict.PUBLISHED || outcome.verdict() == Verdict.FORCED;
    } catch (IOException e) {
      throw new RecommendationException("the model can't be stored: " + e.getMessage(), e);
    }
  }
}
