package dev.yeoul.recommendation;

import java.util.function.BiConsumer;

/**
 * Ranks all items for many users.
 *
 * @param popular answers where there is no history
 * @param excludeSeen whether the history's items are left out
 * @param most how many places
 */
record Ranker(Model model, PopularModel popular, boolean excludeSeen, int most) {
  private static final int CHUNK = 1024;
  private static final int BLOCK = 16;

  /** Hands over each case with its ranking, in order and on the calling thread. */
  void rank(Case.Numbered cases, int items, Workers workers, BiConsumer<Case, Ranking> consumer) {
    Case[] chunk = new Case[CHUNK];
    Ranking[] rankings = new Ranking[CHUNK];
    for (int first = 0; first < cases.size(); first += CHUNK) {
      int start = first;
      int size = Math.min(CHUNK, cases.size() - first);
      workers.blocks(
          size,
          BLOCK,
          (from, end) -> {
            float[] scores = new float[items];
            for (int i = from; i < end; i++) {
              chunk[i] = cases.get(start + i);
              rankings[i] = ranking(chunk[i], scores);
            }
          });
      for (int i = 0; i < size; i++) {
        consumer.accept(chunk[i], rankings[i]);
      }
    }
  }

  private Ranking ranking(Case asked, float[] scores) {
    History history = asked.history();
    (history.isEmpty() ? popular : model).score(history, scores);
    int[] seen = excludeSeen ? history.items() : History.EMPTY.items();
    return Ranking.of(scores, seen, asked.truth(), most);
  }
}
