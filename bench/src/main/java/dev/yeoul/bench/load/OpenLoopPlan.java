package dev.yeoul.bench.load;

import io.hyperfoil.api.config.Benchmark;
import io.hyperfoil.api.config.BenchmarkBuilder;
import io.hyperfoil.api.config.PhaseBuilder;
import io.hyperfoil.api.config.SessionLimitPolicy;
import io.hyperfoil.http.api.HttpMethod;
import io.hyperfoil.http.config.HttpPluginBuilder;
import io.hyperfoil.http.steps.HttpStepCatalog;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A run in Hyperfoil's terms: a phase that warms up, when one is wanted, and one that counts. */
final class OpenLoopPlan {
  static final String MEASURED = "measured";

  /**
   * How many requests may be on their way at once; Hyperfoil keeps what is beyond it in line, and
   * it is started, and measured, as of when it was due.
   */
  private static final int MOST_AT_ONCE = 4_096;

  static final String WARM_UP = "warm-up";

  /**
   * A phase may take this much longer than its schedule to start what was due; it ends at once when
   * all was started.
   */
  private static final int SLACK_MILLIS = 1_000;

  private final URI target;
  private final List<PreparedRequest> requests;
  private final GeneratorOptions options;

  OpenLoopPlan(URI target, List<PreparedRequest> requests, GeneratorOptions options) {
    this.target = target;
    this.requests = requests;
    this.options = options;
  }

  /**
   * The run.
   *
   * @param taken how many requests of the list other runs have had: what was asked for once may be
   *     in a cache
   */
  Benchmark benchmark(Pace pace, long taken, Tally warmUp, Tally measured) {
    BenchmarkBuilder builder = BenchmarkBuilder.builder().name("open-loop");
    builder.threads(options.threads());
    HttpPluginBuilder plugin = builder.addPlugin(HttpPluginBuilder::new);
    plugin
        .http()
        .host(target.getHost())
        .port(target.getPort())
        .allowHttp2(false)
        .sharedConnections(options.connections())
        .pipeliningLimit(1)
        .requestTimeout(options.timeout().toMillis());
    plugin.ergonomics().repeatCookies(false).userAgentFromSession(false);
    plugin.ergonomics().autoRangeCheck(false).stopOnInvalid(false);
    boolean warms = !pace.warmUp().isZero();
    if (warms) {
      addPhase(builder, WARM_UP, pace.perSecond(), pace.warmUp().toMillis(), warmUp, from(taken));
    }
    PhaseBuilder<?> phase =
        addPhase(
            builder,
            MEASURED,
            pace.perSecond(),
            pace.duration().toMillis(),
            measured,
            from(taken + pace.warming()));
    if (warms) {
      phase.startAfterStrict(WARM_UP);
    }
    return builder.build();
  }

  /** The list from this request on, and what is before it behind its end. */
  private List<PreparedRequest> from(long request) {
    List<PreparedRequest> rest = new ArrayList<>(requests);
    Collections.rotate(rest, (int) -(request % rest.size()));
    return rest;
  }

  private PhaseBuilder<?> addPhase(
      BenchmarkBuilder builder,
      String name,
      int rate,
      long millis,
      Tally tally,
      List<PreparedRequest> list) {
    var phase = builder.addPhase(name).constantRate(rate);
    phase
        .variance(false)
        .maxSessions(MOST_AT_ONCE)
        .sessionLimitPolicy(SessionLimitPolicy.CONTINUE)
        .duration(millis + SLACK_MILLIS)
        .maxDuration(millis + SLACK_MILLIS + options.timeout().toMillis());
    Calls calls = new Calls(tally, list);
    phase
        .scenario()
        .initialSequence("call")
        .step(calls)
        .step(HttpStepCatalog.class)
        .httpRequest(HttpMethod.GET)
        .method(calls::method)
        .path(calls::path)
        .headerAppender(calls::headers)
        .body(calls::body)
        .handler()
        .status(calls::status)
        .header(calls::header)
        .onCompletion(calls::completed);
    return phase;
  }
}
