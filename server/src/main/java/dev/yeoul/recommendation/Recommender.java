package dev.yeoul.recommendation;

import dev.yeoul.account.UserId;
import dev.yeoul.platform.ProblemException;
import dev.yeoul.playback.ViewerHistory;
import dev.yeoul.recommendation.Page.Row;
import dev.yeoul.recommendation.Ranked.Scored;
import dev.yeoul.taste.Tastes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a viewer's page out of what is known of the viewer at that time. Blocking. */
@Singleton
final class Recommender {
  /** Of the series watched last so many times a row's length may have something to go on with. */
  private static final int CONTINUED = 2;

  private final ServedModels models;
  private final RowSources sources;
  private final ViewerHistory history;
  private final Tastes tastes;
  private final Impressions impressions;

  Recommender(
      ServedModels models,
      RowSources sources,
      ViewerHistory history,
      Tastes tastes,
      Impressions impressions) {
    this.models = models;
    this.sources = sources;
    this.history = history;
    this.tastes = tastes;
    this.impressions = impressions;
  }

  /**
   * All rows, no title twice.
   *
   * @param limit titles a row, 1 to 100
   * @throws ProblemException 503 where Redis or MySQL does not answer
   */
  Page page(UserId user, int limit) {
    ServedModel model = models.current();
    ViewerFacts viewer = facts(user);
    Set<Long> taken = new HashSet<>();
    List<Row> rows = new ArrayList<>();
    for (RowPlan plan : plans(model, viewer, limit).page()) {
      Ranked titles = fill(plan, viewer, taken, limit);
      if (titles.size() > 0) {
        rows.add(new Row(plan.row(), plan.title(), plan.reason(), titles));
      }
    }
    return new Page(version(model), impressions.next(user), rows);
  }

  /**
   * A part of one row.
   *
   * @param page with this row alone
   * @param more whether there are titles behind it
   */
  record Part(Page page, boolean more) {
    Row row() {
      return page.rows().getFirst();
    }
  }

  /**
   * A part of one row, as if it stood alone.
   *
   * @param from how many of its titles to pass over
   * @throws ProblemException 404 row_not_found, 503 where Redis or MySQL does not answer
   */
  Part row(UserId user, String name, int from, int limit) {
    ServedModel model = models.current();
    ViewerFacts viewer = facts(user);
    RowPlan plan =
        plans(model, viewer, from + limit + 1)
            .named(name)
            .orElseThrow(() ->
                new ProblemException(
                    RecommendationProblem.ROW_NOT_FOUND,
                    "GET /api/recommendations answers the rows that there are"));
    Ranked titles = fill(plan, viewer, new HashSet<>(), from + limit + 1);
    Row row = new Row(plan.row(), plan.title(), plan.reason(), titles.slice(from, from + limit));
    Page page = new Page(version(model), impressions.next(user), List.of(row));
    return new Part(page, titles.size() > from + limit);
  }

  private ViewerFacts facts(UserId user) {
    return ViewerFacts.of(user, history.all(user), tastes.of(user));
  }

  private RowPlans plans(@Nullable ServedModel model, ViewerFacts viewer, int most) {
    return new RowPlans(
        sources, model, viewer, () -> history.continued(viewer.user(), CONTINUED * most));
  }

  /** What a page says of the model that made it. */
  static String version(@Nullable ServedModel model) {
    return model == null ? Page.NO_MODEL : model.version();
  }

  /** The first titles that may be shown and are not on the page yet. */
  private Ranked fill(RowPlan plan, ViewerFacts viewer, Set<Long> taken, int limit) {
    Ranked candidates = plan.candidates().get();
    List<Scored> chosen = new ArrayList<>();
    for (int from = 0; from < candidates.size() && chosen.size() < limit; from += 2 * limit) {
      List<Scored> free =
          candidates.slice(from, from + 2 * limit).scored().stream()
              .filter(one -> isFree(one.id(), plan, viewer, taken))
              .toList();
      Map<Long, Title> visible = sources.titles().visible(free.stream().map(Scored::id).toList());
      for (Scored one : free) {
        if (chosen.size() < limit && visible.containsKey(one.id()) && taken.add(one.id())) {
          chosen.add(one);
        }
      }
    }
    return Ranked.of(chosen);
  }

  private static boolean isFree(long id, RowPlan plan, ViewerFacts viewer, Set<Long> taken) {
    boolean barred = plan.watchedToo() ? viewer.isDismissed(id) : viewer.barred().contains(id);
    return !barred && !taken.contains(id);
  }
}
