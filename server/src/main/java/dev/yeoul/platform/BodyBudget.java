package dev.yeoul.platform;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** The memory that request bodies may take together, from their first byte to their call's end. */
public final class BodyBudget {
  private final AtomicLong held = new AtomicLong();
  private final long limit;
  private final Counter refused;

  /** An eighth of the heap: bodies are copied when they are parsed, and more than they need it. */
  public BodyBudget(MeterRegistry metrics) {
    this(Runtime.getRuntime().maxMemory() / 8, metrics);
  }

  BodyBudget(long limit, MeterRegistry metrics) {
    this.limit = limit;
    this.refused = Admission.refusals(metrics, "bodies");
    Gauge.builder("yeoul.http.bodies", held, AtomicLong::get)
        .description("Memory that request bodies take")
        .baseUnit("bytes")
        .register(metrics);
  }

  /**
   * Whether there is room for that many bytes more; if so, they count until they are given back.
   */
  boolean take(int bytes) {
    if (held.addAndGet(bytes) <= limit) {
      return true;
    }
    held.addAndGet(-bytes);
    refused.increment();
    return false;
  }

  void giveBack(int bytes) {
    held.addAndGet(-bytes);
  }
}
