package dev.yeoul.recommendation;

import dev.yeoul.recommendation.Costs.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model on a file of interactions, ranks all items for users, and measures the rankings.
 */
public final class Evaluation {
  private final EvaluationFiles files;
  private final EvaluationSettings settings;
  private final Costs costs = new Costs();

  /** Of these files in this way. */
  public Evaluation(EvaluationFiles files, EvaluationSettings settings) {
    this.files = files;
    this.settings = settings;
  }

  /**
   * Does it all and writes the files that were asked for; whether they can be written is looked at
   * before any work.
   *
   * @param figures hears what was found, before it is written
   * @throws RecommendationException if a file can't be read or written, with the line
   */
  public void run(Consumer<EvaluationReport> figures) {
    if (files.truth() == null && files.rankings() == null) {
      throw new RecommendationException(
          "nothing to do: give --truth FILE to be measured, --rankings FILE to be written, or both");
    }
    try (Outputs outputs = Outputs.open(files)) {
      run(outputs, figures);
    }
  }

  private void run(Outputs outputs, Consumer<EvaluationReport> figures) {
    Interactions train = costs.during(Phase.READING, () -> Interactions.read(files.train()));
    if (train.size() == 0) {
      throw new RecommendationException(files.train() + ": has no rows to train on");
    }
    Interactions query = costs.during(Phase.READING, () -> query(train));
    Truth truth = costs.during(Phase.READING, () -> truth(train));
    RankedUsers users = RankedUsers.of(train, query, truth);
    try (Workers workers = new Workers(settings.threads())) {
      List<String> explanation = new ArrayList<>();
      Recipe recipe =
          costs.during(
              Phase.TUNING, () -> new Choice(settings, workers, explanation::add).of(train, query));
      Model model = costs.during(Phase.TRAINING, () -> recipe.train(train, workers));
      try (RankingsFile rankings = new RankingsFile(outputs.rankings(), train.items)) {
        Scores scores =
            costs.during(Phase.RANKING, () -> rank(model, users, train, rankings, workers));
        EvaluationReport report =
            EvaluationReport.of(settings, recipe, scores, train, costs, explanation);
        figures.accept(report);
        report.write(outputs.json());
      }
    }
  }

  private @Nullable Interactions query(Interactions train) {
    return files.query() == null
        ? null
        : Interactions.read(files.query()).translatedTo(train.items);
  }

  private @Nullable Truth truth(Interactions train) {
    return files.truth() == null ? null : Truth.read(files.truth(), train.items);
  }

  private Scores rank(
      Model model, RankedUsers users, Interactions train, RankingsFile file, Workers workers) {
    Scores scores = new Scores(settings.cutoffs());
    Ranker ranker =
        new Ranker(model, PopularModel.ofAllTime(train), settings.excludeSeen(), settings.most());
    ranker.rank(
        users,
        train.itemCount(),
        workers,
        (ranked, ranking) -> {
          file.add(ranked.user(), ranking);
          scores.add(ranking, ranked.truth());
        });
    return scores;
  }
}
