package dev.yeoul.recommendation;

import com.mongodb.client.MongoDatabase;
import dev.yeoul.recommendation.ModelStore.Current;
import dev.yeoul.recommendation.ModelStore.State;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The model that this node recommends with. It is looked for every few seconds and swapped while
 * serving; what can't be loaded changes nothing, the last one stays.
 */
@Singleton
public final class ServedModels {
  private static final Logger LOG = Logger.getLogger(ServedModels.class);
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final ModelStore store;
  private final ModelMetrics metrics;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable ServedModel current;

  /** A version that is damaged, until another one is put into service or the same one again. */
  private @Nullable Current damaged;

  private boolean failing;

  /** None yet; looks into this database. */
  @Inject
  public ServedModels(MongoDatabase mongo, MeterRegistry registry, Clock clock) {
    store = new ModelStore(mongo);
    metrics = new ModelMetrics(registry, clock);
  }

  /** The one that serves now, or null where there is none yet. Never blocks. */
  @Nullable ServedModel current() {
    return current;
  }

  /** Calls a listener after each swap, on the loader's thread. */
  void onSwap(Runnable listener) {
    listeners.add(listener);
  }

  /** Begins to look for models, on a thread of its own. Returns at once. */
  public void start() {
    Thread.ofPlatform().name("model-loader").daemon().start(this::run);
  }

  /** Ends that. The last model stays. */
  public void close() {
    stopping.countDown();
  }

  private void run() {
    try {
      do {
        poll();
      } while (!stopping.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks once, and loads what is in service and not here. */
  synchronized void poll() {
    try {
      State state = store.state();
      metrics.lastTraining(state.lastTraining());
      Current wanted = state.current();
      if (wanted != null && !isHere(wanted) && !wanted.equals(damaged)) {
        load(wanted);
      }
      failing = false;
    } catch (RuntimeException | Error e) { // MongoDB's, a full heap: it goes on with what it has
      if (!failing) {
        LOG.warnf("models can't be looked for, the last one stays: %s", e);
      }
      failing = true;
    }
  }

  private boolean isHere(Current wanted) {
    ServedModel known = current;
    return known != null && known.version().equals(wanted.version());
  }

  /** Nothing is swapped before all of it is read: the next look does it all again. */
  private void load(Current wanted) {
    ServedModel model;
    ModelCard card = store.card(wanted.version());
    try {
      model = store.load(wanted.version());
    } catch (RecommendationException e) {
      damaged = wanted;
      metrics.failed();
      LOG.errorf("model %s is not taken, the last one stays: %s", wanted.version(), e.getMessage());
      return;
    }
    current = model;
    metrics.loaded(model, card);
    LOG.infof("model %s serves: %d series, %d bytes", model.version(), model.size(), model.bytes());
    listeners.forEach(Runnable::run);
  }
}
