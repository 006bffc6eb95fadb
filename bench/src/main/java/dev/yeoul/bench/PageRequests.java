package dev.yeoul.bench;

import dev.yeoul.bench.Audience.Viewer;
import dev.yeoul.bench.process.Catalogue.Movie;
import dev.yeoul.bench.process.StoredData.Title;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Ten times a viewer asks for a page, then the last of them watches something. */
final class PageRequests {
  /** Pages for each play. */
  static final int PAGES = 10;

  private final List<Viewer> viewers;
  private final Tastes tastes;
  private final Random random;

  PageRequests(List<Viewer> viewers, Tastes tastes, Random random) {
    this.viewers = viewers;
    this.tastes = tastes;
    this.random = random;
  }

  /** So many tens of pages, each with its play, as whole requests. */
  List<String> next(int tens) {
    List<String> requests = new ArrayList<>(tens * (PAGES + 1));
    for (int i = 0; i < tens; i++) {
      Viewer viewer = any();
      for (int page = 0; page < PAGES; page++) {
        viewer = any();
        requests.add(PreparedCalls.text(viewer.page()));
      }
      requests.add(PreparedCalls.text(Reads.progress(next(), random).as(viewer.user().token())));
    }
    return requests;
  }

  private Viewer any() {
    return viewers.get(random.nextInt(viewers.size()));
  }

  private Movie next() {
    Title title = tastes.any();
    return new Movie(title.series(), title.episode(), title.seconds());
  }

  /**
   * The pages of a round alone. The generator counts all requests, and sends them in their order:
   * of eleven ten are pages, but for what was on its way at the end.
   */
  static Round pages(Round all) {
    double share = (double) PAGES / (PAGES + 1);
    Map<String, Double> more = new LinkedHashMap<>(all.more());
    more.put("plays", all.requests() * (1 - share));
    return new Round(
        all.side(),
        all.number(),
        Math.round(all.requests() * share),
        all.errors(),
        all.seconds(),
        all.cpuMicrosPerRequest() / share,
        more);
  }
}
