package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.recommendation.Situation.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What auto takes its task to be, and that validation hides what it says. */
class SituationTest {
  private static final List<Row> ROWS = rows();

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    new GeneratedInteractions(2_000, 200, 30, 5, 3).forEach(rows::add);
    return rows;
  }

  private static boolean isNew(Row row) {
    return Integer.parseInt(row.user().substring(1)) % 6 == 0;
  }

  private static Interactions matrix(Predicate<Row> wanted) {
    return Generated.matrix(ROWS.stream().filter(wanted).toList());
  }

  @Test
  void new_users_with_gaps_are_told_from_new_users_that_stop_early() {
    Interactions train = matrix(row -> !isNew(row));
    SplittableRandom random = new SplittableRandom(1);
    Interactions anywhere = matrix(row -> isNew(row) && random.nextInt(5) > 0);
    assertThat(Situation.of(train, anywhere).tasks()).containsExactly(Task.UNSEEN_ANYWHERE);

    Map<String, Integer> lengths = new HashMap<>();
    ROWS.forEach(row -> lengths.merge(row.user(), 1, Integer::sum));
    Map<String, Integer> at = new HashMap<>();
    Interactions early =
        matrix(row ->
            at.merge(row.user(), 1, Integer::sum) <= 0.8 * lengths.getOrDefault(row.user(), 0)
                && isNew(row));
    assertThat(Situation.of(train, early).tasks()).containsExactly(Task.UNSEEN_LATEST);
  }

  @Test
  void known_users_are_asked_for_their_next_event_or_for_what_comes_after_a_moment() {
    Interactions whole = matrix(row -> true);
    assertThat(Situation.of(whole, null).tasks())
        .containsExactlyInAnyOrder(Task.NEXT_EVENT, Task.AFTER_A_MOMENT);
    assertThat(Situation.of(whole, matrix(SituationTest::isNew)).tasks())
        .containsExactly(Task.NEXT_EVENT);

    double moment = 0.8 * GeneratedInteractions.SPAN;
    Set<String> active = new HashSet<>();
    ROWS.stream().filter(row -> row.time() >= moment).forEach(row -> active.add(row.user()));
    Interactions train = matrix(row -> row.time() < moment);
    Interactions query = matrix(row -> row.time() < moment && active.contains(row.user()));
    assertThat(Situation.of(train, query).tasks()).containsExactly(Task.AFTER_A_MOMENT);
  }

  @Test
  void positions_are_no_clock_and_equal_times_no_order() {
    Map<String, Integer> at = new HashMap<>();
    List<Row> positions =
        ROWS.stream()
            .map(row ->
                new Row(
                    row.user(), row.item(), at.merge(row.user(), 1, Integer::sum), row.weight()))
            .toList();
    assertThat(Situation.of(Generated.matrix(positions), null).tasks())
        .containsExactly(Task.NEXT_EVENT);
    List<Row> unordered =
        ROWS.stream().map(row -> new Row(row.user(), row.item(), 0, row.weight())).toList();
    assertThat(Situation.of(Generated.matrix(unordered), null).tasks())
        .containsExactly(Task.KNOWN_ANYWHERE);
  }

  @Test
  void what_is_hidden_is_not_trained_on() {
    Interactions train = matrix(row -> !isNew(row));
    for (Interactions query : new Interactions[] {matrix(SituationTest::isNew), null}) {
      Situation situation = query == null ? Situation.of(train, null) : Situation.of(train, query);
      Holdout holdout = Holdout.of(train, situation, 50, 1);
      holdout
          .cases()
          .forEach((task, cases) -> {
            assertThat(cases).as(task.name()).isNotEmpty();
            for (Case hidden : cases) {
              int user = train.users.index(hidden.user());
              int[] fitted = holdout.fit().history(user).items();
              assertThat(fitted).doesNotContain(hidden.truth().known());
              assertThat(hidden.history().items()).doesNotContain(hidden.truth().known());
              assertThat(fitted).hasSize(task.isUnseen() ? 0 : hidden.history().size());
            }
          });
    }
  }

  @Test
  void histories_are_cut_to_the_querys_lengths() {
    Interactions train = matrix(row -> !isNew(row));
    Set<String> met = new HashSet<>();
    Interactions single = matrix(row -> isNew(row) && met.add(row.user()));
    Situation situation = Situation.of(train, single);
    Holdout holdout = Holdout.of(train, situation, 50, 1);
    holdout
        .cases()
        .forEach((task, cases) ->
            cases.forEach(hidden -> assertThat(hidden.history().size()).isEqualTo(1)));
  }
}
