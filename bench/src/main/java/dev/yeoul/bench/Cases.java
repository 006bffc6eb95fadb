package dev.yeoul.bench;

import java.util.List;

/** Every case there is. The order and the bars are those of bars.json. */
final class Cases {
  private Cases() {}

  static List<BenchCase> all() {
    return List.of(
        // one line a case
        NginxCase.title(),
        NginxCase.list(),
        NginxCase.titleSignedIn(),
        NginxCase.listSignedIn(),
        NginxCase.notModified(),
        new ProgressCase(),
        NginxCase.subscription(),
        new LatencyCase(),
        new LogInsCase(),
        new MillionTitlesCase(),
        new MillionListsCase(),
        new IdleConnectionsCase(),
        new StartCase(),
        new MemoryCase(),
        new WorkerBacklogCase(),
        new FaultsCase(),
        new RecommendationsCase(),
        new RatingsCase());
  }
}
