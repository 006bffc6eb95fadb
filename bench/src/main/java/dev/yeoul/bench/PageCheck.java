package dev.yeoul.bench;

import dev.yeoul.bench.process.Answer;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether both sides say what the service said a moment ago, when nginx got its pages. The service
 * keeps a page for a minute at the most and may have given one up by now; then it makes a new one,
 * which is another showing, and there is nothing to compare. What is the same showing must be the
 * same, body and headers, as in {@link AnswerCheck}.
 *
 * @param recorded the service's answers of that moment
 */
record PageCheck(List<Answer> recorded) {
  /** With fewer showings that are the same nothing has been shown. */
  static final int LEAST = 10;

  private static final Pattern NOTHING = Pattern.compile("(?!)");

  PageCheck {
    recorded = List.copyOf(recorded);
  }

  /**
   * Compares.
   *
   * @param peers the peer's answers to all the calls
   * @param again the service's answers to the first of them, asked once more
   * @throws IllegalStateException saying what differs, or that too little could be compared
   */
  void run(List<Answer> peers, List<Answer> again) throws IOException {
    int same = compare(peers);
    int kept = compare(again);
    if (same < peers.size() || kept < LEAST) {
      throw new IllegalStateException(
          "%d of the peer's %d pages and %d of the service's %d were the recorded ones"
              .formatted(same, peers.size(), kept, again.size()));
    }
  }

  /** Compares what is of one showing with the first of the recorded, and counts it. */
  private int compare(List<Answer> answers) throws IOException {
    int same = 0;
    for (int i = 0; i < answers.size(); i++) {
      RecommendedPage page = RecommendedPage.of(recorded.get(i));
      if (page.showing().equals(RecommendedPage.of(answers.get(i)).showing())) {
        String difference = AnswerCheck.difference(recorded.get(i), answers.get(i), NOTHING);
        if (!difference.isEmpty()) {
          throw new IllegalStateException("page " + page.showing() + " differs: " + difference);
        }
        same++;
      }
    }
    return same;
  }
}
