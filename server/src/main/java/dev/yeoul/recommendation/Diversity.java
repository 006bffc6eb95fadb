package dev.yeoul.recommendation;

import dev.yeoul.recommendation.Ranked.Scored;
import java.util.ArrayList;
import java.util.List;

/**
 * Reorders titles so that neighbours differ: maximal marginal relevance (Carbonell and Goldstein,
 * SIGIR 1998) with a bound on its cost. At each place only titles may be chosen whose score is
 * within a tenth of the candidates' spread of the best that is left; among these it is the one with
 * the best balance of score and unlikeness to what stands before it.
 */
final class Diversity {
  /** What a place may lose, as a share of the spread between the first and the last candidate. */
  static final double COST = 0.1;

  /** How much the score counts; the likeness to the nearest of the last titles counts the rest. */
  private static final double RELEVANCE = 0.7;

  /** What stands further up the row than this is out of sight. */
  private static final int WINDOW = 10;

  private Diversity() {}

  /** One title with its score. */
  record Candidate(Title title, float score) {
    Scored scored() {
      return new Scored(title.id(), score);
    }
  }

  /** The same candidates in another order; they come best first. */
  static List<Candidate> spread(List<Candidate> ranked) {
    if (ranked.size() < 3) {
      return ranked;
    }
    double spread = (double) ranked.getFirst().score() - ranked.getLast().score();
    List<Candidate> left = new ArrayList<>(ranked);
    List<Candidate> chosen = new ArrayList<>(ranked.size());
    while (!left.isEmpty()) {
      chosen.add(left.remove(next(left, chosen, spread)));
    }
    return chosen;
  }

  private static int next(List<Candidate> left, List<Candidate> chosen, double spread) {
    double best = left.getFirst().score();
    int at = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < left.size(); i++) {
      double loss = best - left.get(i).score();
      double most = spread == 0 ? 0 : -RELEVANCE * loss / (COST * spread);
      if (loss > COST * spread || most <= highest) {
        break; // this one may not stand here, or is no better however unlike; nor is one behind it
      }
      double value = most - (1 - RELEVANCE) * nearest(left.get(i), chosen);
      if (value > highest) {
        highest = value;
        at = i;
      }
    }
    return at;
  }

  private static double nearest(Candidate candidate, List<Candidate> chosen) {
    double nearest = 0;
    for (int i = Math.max(0, chosen.size() - WINDOW); i < chosen.size(); i++) {
      nearest = Math.max(nearest, candidate.title().likeness(chosen.get(i).title()));
    }
    return nearest;
  }
}
