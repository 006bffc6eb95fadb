package dev.yeoul.recommendation;

import dev.yeoul.account.UserId;
import dev.yeoul.platform.ProblemException;
import dev.yeoul.platform.RedisPipeline;
import dev.yeoul.playback.ViewerHistory;
import dev.yeoul.playback.ViewerHistory.Mark;
import dev.yeoul.recommendation.Page.Row;
import dev.yeoul.recommendation.Ranked.Scored;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Makes a viewer's page out of what is known of the viewer at that time. Blocking. */
@Singleton
final class Recommender {
  /** Of the series watched last so many times a row's length may have something to go on with. */
  private static final int CONTINUED = 2;

  private final ServedModels models;
  private final RowSources sources;
  private final ViewerHistory history;
  private final ViewerMemory memory;
  private final Impressions impressions;

  Recommender(
      ServedModels models,
      RowSources sources,
      ViewerHistory history,
      ViewerMemory memory,
      Impressions impressions) {
    this.models = models;
    this.sources = sources;
    this.history = history;
    this.memory = memory;
    this.impressions = impressions;
  }

  /**
   * What a viewer's page is made of.
   *
   * @param mark what Redis said of the viewer just now
   * @throws ProblemException 503 where Redis or MySQL does not answer
   */
  ViewerFacts facts(UserId user, Mark mark) {
    return memory.of(user, mark);
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
    Set<Long> taken = HashSet.newHashSet(plans.size() * limit);
    List<Row> rows = new ArrayList<>(plans.size());
    for (RowPlan plan : plans) {
      Ranked titles = fill(plan, viewer, taken, limit);
      if (titles.size() > 0) {
        rows.add(new Row(plan.row(), plan.title(), plan.reason(), titles));
      }
    }
    return new Page(version(model), impressions.next(viewer.user()), rows);
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
   * @param from how many of its titles to pass over
   * @throws ProblemException 404 row_not_found, 503 where Redis or MySQL does not answer
   */
  Part row(UserId user, String name, int from, int limit) {
    ServedModel model = models.current();
    ViewerFacts viewer = facts(user, RedisPipeline.await(history.mark(user)));
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

  private RowPlans plans(@Nullable ServedModel model, ViewerFacts viewer, int most) {
    return new RowPlans(
        sources, model, viewer, () -> history.continued(viewer.history(), CONTINUED * most));
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
      Ranked next = candidates.slice(from, from + 2 * limit);
      LongFunction<@Nullable Title> titles = sources.titles().among(next.ids());
      for (int i = 0; i < next.size() && chosen.size() < limit; i++) {
        Long id = next.ids()[i];
        if (isFree(id, plan, viewer, taken) && titles.apply(id) != null) {
          taken.add(id);
          chosen.add(new Scored(id, next.scores()[i]));
        }
      }
    }
    return Ranked.of(chosen);
  }

  private static boolean isFree(Long id, RowPlan plan, ViewerFacts viewer, Set<Long> taken) {
    boolean barred = plan.watchedToo() ? viewer.isDismissed(id) : viewer.barred().contains(id);
    return !barred && !taken.contains(id);
  }
}
