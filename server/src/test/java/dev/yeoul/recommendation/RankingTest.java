package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RankingTest {
  private static final Truth.Items NOTHING = Truth.Items.NONE;

  @Test
  void ranks_by_score_then_by_index_and_leaves_out_what_is_excluded() {
    float[] scores = {0.5f, 2, -1, 0.5f, 2, -3};
    Ranking ranking = Ranking.of(scores, new int[] {4}, NOTHING, 10);
    assertThat(ranking.items()).containsExactly(1, 0, 3, 2, 5);
    assertThat(ranking.scores()).containsExactly(2, 0.5f, 0.5f, -1, -3);
  }

  @Test
  void a_true_item_stands_after_all_others_of_its_score() {
    float[] scores = {1, 1, 1, 1, 0};
    Truth.Items truth = new Truth.Items(new int[] {0, 2}, 2);
    Ranking ranking = Ranking.of(scores, new int[0], truth, 3);
    assertThat(ranking.items()).containsExactly(1, 3, 0);
    assertThat(ranking.hits(truth).ranks()).containsExactly(3);
  }

  @Test
  void zeros_of_both_signs_are_one_score() {
    float[] scores = {0f, -0f, 0f};
    Truth.Items truth = new Truth.Items(new int[] {0}, 1);
    assertThat(Ranking.of(scores, new int[0], truth, 3).items()).containsExactly(1, 2, 0);
  }

  @Test
  void true_items_that_are_unknown_or_seen_stay_wanted() {
    float[] scores = {3, 2, 1};
    Truth.Items truth = new Truth.Items(new int[] {0, 1}, 3);
    Hits hits = Ranking.of(scores, new int[] {0}, truth, 3).hits(truth);
    assertThat(hits.ranks()).containsExactly(1);
    assertThat(hits.wanted()).isEqualTo(3);
    assertThat(hits.recallFull(3)).isEqualTo(1 / 3.0);
  }

  @Test
  void everything_watched_is_an_empty_ranking() {
    Truth.Items truth = new Truth.Items(new int[] {1}, 1);
    Ranking ranking = Ranking.of(new float[] {1, 2}, new int[] {0, 1}, truth, 5);
    assertThat(ranking.items()).isEmpty();
    assertThat(ranking.hits(truth).ndcg(5)).isZero();
  }
}
