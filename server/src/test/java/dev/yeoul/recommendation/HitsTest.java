package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The measures against values computed by hand. */
class HitsTest {
  private static final Offset<Double> EXACT = within(1e-12);

  @Test
  void ndcg_discounts_by_rank_and_is_normalized_by_what_k_places_can_hold() {
    Hits hits = new Hits(new int[] {2, 3, 11}, 3);
    double ideal = 1 + 0.6309297535714574 + 0.5; // 1/log2(2) + 1/log2(3) + 1/log2(4)
    assertThat(hits.ndcg(10)).isEqualTo((0.6309297535714574 + 0.5) / ideal, EXACT);
    assertThat(hits.ndcg(2)).isEqualTo(0.6309297535714574 / 1.6309297535714573, EXACT);
    assertThat(hits.ndcg(20))
        .isEqualTo((0.6309297535714574 + 0.5 + 0.27894294565112987) / ideal, EXACT);
  }

  @Test
  void both_recalls_differ_where_more_is_wanted_than_fits() {
    Hits hits = new Hits(new int[] {1, 4, 9}, 8);
    assertThat(hits.recall(5)).isEqualTo(2 / 5.0, EXACT);
    assertThat(hits.recallFull(5)).isEqualTo(2 / 8.0, EXACT);
    assertThat(hits.recall(10)).isEqualTo(3 / 8.0, EXACT);
    assertThat(hits.recallFull(10)).isEqualTo(3 / 8.0, EXACT);
  }

  @Test
  void hit_rate_and_reciprocal_rank_look_at_the_first_hit() {
    Hits hits = new Hits(new int[] {4, 7}, 2);
    assertThat(hits.hitRate(3)).isZero();
    assertThat(hits.hitRate(4)).isEqualTo(1);
    assertThat(hits.reciprocalRank(3)).isZero();
    assertThat(hits.reciprocalRank(10)).isEqualTo(0.25, EXACT);
  }

  @Test
  void nothing_found_is_zero_everywhere() {
    Hits hits = new Hits(new int[0], 5);
    assertThat(hits.ndcg(10)).isZero();
    assertThat(hits.recall(10)).isZero();
    assertThat(hits.recallFull(10)).isZero();
    assertThat(hits.hitRate(10)).isZero();
    assertThat(hits.reciprocalRank(10)).isZero();
  }

  @Test
  void a_standard_error_is_the_sample_deviation_over_the_root_of_the_users() {
    Scores scores = new Scores(List.of(1));
    Truth.Items wanted = new Truth.Items(new int[] {0}, 1);
    Ranking found = new Ranking(new int[] {0}, new float[] {1});
    Ranking missed = new Ranking(new int[] {1}, new float[] {1});
    scores.add(found, wanted);
    scores.add(missed, wanted);
    scores.add(missed, wanted);
    Scores.Estimate estimate = Objects.requireNonNull(scores.estimates().get("ndcg@1"));
    // values 1, 0, 0: mean 1/3, variance 1/3
    assertThat(estimate.mean()).isEqualTo(1 / 3.0, EXACT);
    assertThat(estimate.standardError()).isEqualTo(1 / 3.0, EXACT);
    assertThat(scores.coverage(4)).containsEntry(1, 0.5);
  }

  @Test
  void a_user_without_a_truth_counts_in_the_coverage_alone() {
    Scores scores = new Scores(List.of(1, 2));
    scores.add(new Ranking(new int[] {0}, new float[] {1}), new Truth.Items(new int[] {0}, 1));
    scores.add(new Ranking(new int[] {1, 0}, new float[] {2, 1}), Truth.Items.NONE);
    assertThat(scores.users()).isEqualTo(1);
    assertThat(scores.estimates()).containsEntry("ndcg@1", new Scores.Estimate(1, 0));
    assertThat(scores.coverage(4)).containsEntry(1, 0.5).containsEntry(2, 0.5);
  }
}
