package dev.yeoul.platform;

import io.netty.channel.EventLoop;
import io.vertx.core.impl.ContextInternal;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The clients' connections of one event loop, looked at once a second; used on that loop only. */
final class LoopConnections {
  /**
   * How long a client that was refused is not read: its next try must cost less than the answer.
   */
  private static final int HOLD_MILLIS = 200;

  private final EventLoop loop;
  private final ContextInternal context;
  private final Connections.Patience patience;
  private final Consumer<Cut> onCut;
  private final Set<ConnectionWatch> watches = new HashSet<>();
  private final PlainRead read = new PlainRead();
  private long tick;

  /**
   * None yet.
   *
   * @param context a Vert.x context of the event loop
   */
  LoopConnections(ContextInternal context, Connections.Patience patience, Consumer<Cut> onCut) {
    this.loop = context.nettyEventLoop();
    this.context = context;
    this.patience = patience;
    this.onCut = onCut;
    var _ = loop.scheduleAtFixedRate(this::sweep, 1, 1, TimeUnit.SECONDS);
  }

  /** For work outside of Vert.x' handlers that asks stores. */
  ContextInternal context() {
    return context;
  }

  /** For one request of these connections after the other. */
  PlainRead read() {
    return read;
  }

  /** Seconds, as counted by the sweeps. */
  long tick() {
    return tick;
  }

  void add(ConnectionWatch watch) {
    watches.add(watch);
  }

  void remove(ConnectionWatch watch) {
    watches.remove(watch);
  }

  void hold(ConnectionWatch watch) {
    var _ = loop.schedule(watch::release, HOLD_MILLIS, TimeUnit.MILLISECONDS);
  }

  void cut(Cut why) {
    onCut.accept(why);
  }

  private void sweep() {
    tick++;
    watches.forEach(watch -> watch.check(patience)); // a closed one leaves later, not within this
  }
}
