package dev.yeoul.platform;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** Measures all the time how long work waits for an event loop and for a virtual thread's turn. */
public final class LoadProbe implements AutoCloseable {
  private static final int INTERVAL_MILLIS = 50;

  private final List<DelayProbe> loops = new ArrayList<>();
  private final DelayProbe virtual = new DelayProbe(Thread::startVirtualThread);
  private final Shedder eventLoops = new Shedder(System.nanoTime());
  private final Shedder virtualThreads = new Shedder(System.nanoTime());
  private final Thread thread =
      Thread.ofPlatform().name("load-probe").daemon().unstarted(this::loop);

  private volatile long loopDelay;
  private volatile long virtualDelay;
  private volatile boolean running = true;

  /** Not running yet. */
  public LoadProbe(Vertx vertx, MeterRegistry metrics) {
    for (EventExecutor loop : ((VertxInternal) vertx).getEventLoopGroup()) {
      loops.add(new DelayProbe(work -> afterATurn(loop, work)));
    }
    gauge("event_loop", metrics, probe -> probe.loopDelay);
    gauge("blocking", metrics, probe -> probe.virtualDelay);
  }

  /**
   * Lets a call's way be measured: it is read in one turn of the loop, and what Redis answered in a
   * later one. Work that is only put into the loop's queue may come between two pieces of work of
   * the same turn and wait for nothing, while everybody else waits for seconds.
   */
  private static void afterATurn(EventExecutor loop, Runnable work) {
    loop.execute(() -> {
      var _ = loop.schedule(work, 0, TimeUnit.NANOSECONDS);
    });
  }

  private void gauge(String kind, MeterRegistry metrics, ToDoubleFunction<LoadProbe> delay) {
    TimeGauge.builder("yeoul.queue.delay", this, TimeUnit.NANOSECONDS, delay)
        .description("How long work waits before it runs")
        .tag("kind", kind)
        .register(metrics);
  }

  /** Starts measuring. */
  public void start() {
    thread.start();
  }

  Shedder eventLoops() {
    return eventLoops;
  }

  Shedder virtualThreads() {
    return virtualThreads;
  }

  private void loop() {
    while (running) {
      try {
        Thread.sleep(INTERVAL_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
      look(System.nanoTime());
    }
  }

  private void look(long now) {
    long delay = Long.MAX_VALUE;
    for (DelayProbe loop : loops) {
      // the least: one loop that is stuck is a fault, not a load, and can't refuse anyway
      delay = Math.min(delay, loop.look(now));
    }
    loopDelay = delay;
    virtualDelay = virtual.look(now);
    eventLoops.sample(now, loopDelay);
    virtualThreads.sample(now, Math.max(loopDelay, virtualDelay));
  }

  @Override
  public void close() {
    running = false;
    thread.interrupt();
  }
}
