package dev.yeoul.platform;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Lets calls in while they can be served, and refuses the others at once with 503: where too many
 * are in progress, or more than end within some seconds, and a growing share of them where work has
 * waited too long in the queues of the event loops or of the virtual threads. Costs a call some
 * additions and a look at a clock.
 */
public final class Admission {
  /** What a call needs, and so what it may wait for. */
  public enum Kind {
    /** The event loop and Redis alone. */
    EVENT_LOOP,
    /** A virtual thread: calls that hang on a store must not keep the others out. */
    BLOCKING,
    /** A virtual thread, and a turn to hash a password: a storm of these keeps no others out. */
    HASHING
  }

  /** Where a call's routing context keeps a body of its own, see {@link #body}. */
  public static final String OWN_BODY = "yeoul.refusal-body";

  private static final int RETRY_SECONDS = 3;
  private static final Buffer ANSWER = body(problem -> problem);
  private static final List<ByteBuf> REFUSALS = onWire(problem -> problem);
  private static final List<ByteBuf> CLOSING =
      onWire(problem -> problem.with("Connection", "close"));

  private final int limit;
  private final Gate eventLoop;
  private final Gate blocking;

  /** Those that may wait for MySQL's connections, which no queue of ours shows. */
  private final AtomicInteger waiting = new AtomicInteger();

  private final Backlog backlog = new Backlog(System::nanoTime);

  private final Counter tooMany;
  private final Counter tooLate;

  /** With nobody in. */
  public Admission(Settings.Load load, LoadProbe probe, MeterRegistry metrics) {
    this.limit = load.calls();
    this.eventLoop = gate(Kind.EVENT_LOOP, probe.eventLoops(), metrics);
    this.blocking = gate(Kind.BLOCKING, probe.virtualThreads(), metrics);
    this.tooMany = refusals(metrics, "calls");
    this.tooLate = refusals(metrics, "delay");
  }

  private record Gate(AtomicInteger calls, Shedder shedder) {}

  private static Gate gate(Kind kind, Shedder shedder, MeterRegistry metrics) {
    String name = kind.name().toLowerCase(Locale.ROOT);
    AtomicInteger calls = new AtomicInteger();
    Gauge.builder("yeoul.http.calls", calls, AtomicInteger::get)
        .description("Calls in progress")
        .tag("kind", name)
        .register(metrics);
    Gauge.builder("yeoul.http.refused.share", shedder, Shedder::share)
        .description("The share of calls that is refused because work waits too long")
        .tag("kind", name)
        .register(metrics);
    return new Gate(calls, shedder);
  }

  static Counter refusals(MeterRegistry metrics, String reason) {
    return Counter.builder("yeoul.http.refused")
        .description("Calls refused because there was too much to do")
        .tag("reason", reason)
        .register(metrics);
  }

  /** Whether a call may go on; if so, {@link #leave} follows once it has been answered. */
  public boolean enter(Kind kind) {
    Gate gate = of(kind);
    if (gate.shedder().refuses()) {
      tooLate.increment();
      return false;
    }
    int others = gate.calls().getAndIncrement();
    if (others >= limit) {
      gate.calls().decrementAndGet();
      tooMany.increment();
      return false;
    }
    if (kind == Kind.BLOCKING && backlog.refuses(waiting.getAndIncrement())) {
      waiting.decrementAndGet();
      gate.calls().decrementAndGet();
      tooLate.increment();
      return false;
    }
    return true;
  }

  /**
   * Whether a call that comes now is one too many, so that it may be refused for less than what the
   * way to {@link #enter} costs. Where it is not, {@link #enter} decides, by the delay as well.
   */
  public boolean refusesEarly(Kind kind) {
    if (of(kind).calls().get() >= limit) {
      tooMany.increment();
      return true;
    }
    if (kind == Kind.BLOCKING && backlog.refuses(waiting.get())) {
      tooLate.increment();
      return true;
    }
    return false;
  }

  /** A call that was let in has ended. */
  public void leave(Kind kind) {
    of(kind).calls().decrementAndGet();
    if (kind == Kind.BLOCKING) {
      waiting.decrementAndGet();
      backlog.end();
    }
  }

  private Gate of(Kind kind) {
    return switch (kind) {
      case EVENT_LOOP -> eventLoop;
      case BLOCKING, HASHING -> blocking;
    };
  }

  /** Answers 503, and makes the client wait a moment before it is read again. */
  public static void refuse(RoutingContext call) {
    HttpServerResponse response = call.response();
    if (response.ended() || response.headWritten()) {
      return;
    }
    Connections.hold(call.request().connection());
    response
        .setStatusCode(503)
        .putHeader(HttpHeaders.CONTENT_TYPE, ProblemBody.MEDIA_TYPE)
        .putHeader(HttpHeaders.CACHE_CONTROL, "private, no-store")
        .putHeader("Retry-After", retryAfter())
        .end(call.get(OWN_BODY, ANSWER));
  }

  /** A refusal's body, ready to be sent many times, with what a call's own clients read of it. */
  public static Buffer body(UnaryOperator<ProblemException> withMembers) {
    return Buffer.buffer(Representation.bytes(ProblemBody.members(withMembers.apply(problem()))));
  }

  /** A refusal as it goes over the wire, the caller's to release. */
  public static ByteBuf refusal() {
    return anyOf(REFUSALS);
  }

  /** Answers 503 to a connection that has not been read, and closes it. */
  static void refuse(ChannelHandlerContext connection) {
    connection.writeAndFlush(anyOf(CLOSING)).addListener(ChannelFutureListener.CLOSE);
  }

  /** One for each number of seconds that a client may be told to wait. */
  private static List<ByteBuf> onWire(UnaryOperator<ProblemException> more) {
    return IntStream.rangeClosed(1, RETRY_SECONDS)
        .mapToObj(seconds ->
            Unpooled.unreleasableBuffer(
                WireAnswer.problem(
                    more.apply(problem().with("Retry-After", Integer.toString(seconds))))))
        .toList();
  }

  private static ByteBuf anyOf(List<ByteBuf> refusals) {
    return refusals.get(ThreadLocalRandom.current().nextInt(RETRY_SECONDS)).duplicate();
  }

  private static ProblemException problem() {
    return new ProblemException(
        PlatformProblem.OVERLOADED, "Too much to do here now; try again later");
  }

  /** Seconds; not the same for all, or all would be back at once. */
  private static String retryAfter() {
    return Integer.toString(1 + ThreadLocalRandom.current().nextInt(RETRY_SECONDS));
  }
}
