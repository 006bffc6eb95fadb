package dev.yeoul.app;

import dev.yeoul.app.Tally.Call;
import dev.yeoul.app.Tally.Outcome;
import dev.yeoul.playback.ApiViewer;
import dev.yeoul.playback.Viewing.Show;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Somebody who watches: reports 1 ms, 2 ms, 3 ms ..., each once and never again, and remembers what
 * was acknowledged.
 */
final class SteadyViewer {
  private static final Duration PACE = Duration.ofMillis(100);
  private static final Duration RESTLESS_PACE = Duration.ofMillis(30);

  private final ApiViewer viewer;
  private final Show show;
  private final boolean patient;
  private final List<Long> acknowledged = new ArrayList<>();
  private final List<Long> doubtful = new ArrayList<>();
  private volatile boolean known;
  private volatile boolean over;

  /**
   * A viewer.
   *
   * @param patient goes on after a failed report; otherwise reports more often, and a failed report
   *     is the last one
   */
  SteadyViewer(ApiViewer viewer, Show show, boolean patient) {
    this.viewer = viewer;
    this.show = show;
    this.patient = patient;
  }

  /** Watches until told to end, and then until a report is acknowledged once more. */
  void watch(LoadClient client, Supplier<String> url) {
    boolean accepted = false;
    for (long position = 1; !over || !accepted; position++) {
      Outcome outcome = report(client, url.get(), position);
      accepted = outcome == Outcome.SERVED;
      if (accepted) {
        acknowledged.add(position);
        known = true;
      } else if (outcome != Outcome.UNHEARD) {
        doubtful.add(position);
        if (!patient) {
          return;
        }
      }
      Soak.pass(patient ? PACE : RESTLESS_PACE);
    }
  }

  /** Whether the node has accepted a report before: it knows the viewer and the title. */
  boolean isKnown() {
    return known;
  }

  void end() {
    over = true;
  }

  private Outcome report(LoadClient client, String url, long position) {
    return client.post(
        Call.PROGRESS,
        url + "/api/series/" + show.id() + "/progress",
        viewer.token(),
        "{\"episode_id\":%s,\"position_seconds\":%d.%03d}"
            .formatted(show.first(), position / 1000, position % 1000));
  }

  long id() {
    return viewer.id();
  }

  Show show() {
    return show;
  }

  /** What was answered with 200, in its order. Read it when the load has ended. */
  List<Long> acknowledged() {
    return acknowledged;
  }

  /** What was not: each is wholly there or wholly absent. Read it when the load has ended. */
  List<Long> doubtful() {
    return doubtful;
  }
}
