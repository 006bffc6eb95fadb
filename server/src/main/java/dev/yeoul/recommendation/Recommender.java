package dev.yeoul.recommendation;

import dev.yeoul.platform.ProblemException;
import dev.yeoul.playback.ViewerHistory;
import dev.yeoul.recommendation.Page.Row;
import dev.yeoul.recommendation.Ranked.Scored;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Makes a viewer's page out of what is known of the viewer at that time. Blocking. */
@Singleton
final class Recommender {
  /** Of the series watched last so many times a row's length may have something to go on with. */
  private static final int CONTINUED = 2;

  /** A row ends here at the latest: what is behind so many titles nobody is told of. */
  static final int LONGEST = 10_000;

  private final ServedModels models;
  private final RowSources sources;
  private final ViewerHistory history;
  private final Impressions impressions;

  Recommender(
      ServedModels models, RowSources sources, ViewerHistory history, Impressions impressions) {
    this.models = models;
    this.sources = sources;
    this.history = history;
    this.impressions = impressions;
  }

  /**
   * All rows, no title twice. Work for a processor, but for what of the catalogue this node has not
   * in memory.
   *
   * @param limit titles a row, 1 to 100
   * @throws ProblemException 503 where MySQL does not answer
   */
  Page page(ViewerFacts viewer, int limit) {
    ServedModel model = models.current();
    List<RowPlan> plans = plans(model, viewer, limit).page();
    Set<Long> tried = HashSet.newHashSet(plans.size() * limit);
    List<Row> rows = new ArrayList<>(plans.size());
    for (RowPlan plan : plans) {
      Ranked titles = fill(plan, viewer, tried, limit);
      if (titles.size() > 0) {
        rows.add(new Row(plan.row(), plan.title(), plan.reason(), titles));
      }
    }
    return page(model, viewer, rows);
  }

  private Page page(@Nullable ServedModel model, ViewerFacts viewer, List<Row> rows) {
    return new Page(
        version(model),
        sources.forYou().source(model, viewer),
        impressions.next(viewer.user()),
        rows);
  }

  /**
   * A part of one row.
   *
   * @param page with this row alone
   * @param more whether there are titles behind it
   */
  record Part(Page page, boolean more) {}

  /**
   * A part of one row, as if it stood alone.
   *
   * @param from how many of its titles to pass over, 0 to {@link #LONGEST}
   * @param limit 1 to 100
   * @throws ProblemException 404 row_not_found, 503 where Redis or MySQL does not answer
   */
  Part row(ViewerFacts viewer, String name, int from, int limit) {
    ServedModel model = models.current();
    int end = from + limit;
    RowPlan plan =
        plans(model, viewer, end + 1)
            .named(name)
            .orElseThrow(() ->
                new ProblemException(
                    RecommendationProblem.ROW_NOT_FOUND,
                    "GET /api/recommendations answers the rows that there are"));
    Ranked titles = fill(plan, viewer, new HashSet<>(), end + 1);
    Row row = new Row(plan.row(), plan.title(), plan.reason(), titles.slice(from, end));
    return new Part(page(model, viewer, List.of(row)), titles.size() > end && end <= LONGEST);
  }

  private RowPlans plans(@Nullable ServedModel model, ViewerFacts viewer, int most) {
    return new RowPlans(
        sources, model, viewer, () -> history.continued(viewer.history(), CONTINUED * most));
  }

  /** What a page says of the model that made it. */
  static String version(@Nullable ServedModel model) {
    return model == null ? Page.NO_MODEL : model.version();
  }

  /** The first titles that may be shown and are not on the page yet, which then takes them. */
  private Ranked fill(RowPlan plan, ViewerFacts viewer, Set<Long> tried, int limit) {
    Iterator<Scored> candidates = plan.candidates().get().iterator();
    List<Scored> chosen = new ArrayList<>(limit);
    while (chosen.size() < limit && candidates.hasNext()) {
      List<Scored> next = free(candidates, plan, viewer, tried, limit - chosen.size());
      LongFunction<@Nullable Title> titles =
          sources.titles().among(next.stream().mapToLong(Scored::id).toArray());
      for (Scored one : next) {
        if (titles.apply(one.id()) != null) {
          chosen.add(one);
        }
      }
    }
    return Ranked.of(chosen);
  }

  /** The next ones that are not barred and that no row has tried yet, at most so many. */
  private static List<Scored> free(
      Iterator<Scored> candidates, RowPlan plan, ViewerFacts viewer, Set<Long> tried, int most) {
    List<Scored> free = new ArrayList<>(most);
    while (free.size() < most && candidates.hasNext()) {
      Scored one = candidates.next();
      Long id = one.id();
      boolean barred = plan.watchedToo() ? viewer.isDismissed(id) : viewer.barred().contains(id);
      if (!barred && tried.add(id)) {
        free.add(one);
      }
    }
    return free;
  }
}
