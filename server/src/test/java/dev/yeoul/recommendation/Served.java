package dev.yeoul.recommendation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Small models in the form that nodes hold. */
final class Served {
  static final Instant TRAINED = Instant.parse("2026-11-24T13:42:00Z");

  private Served() {}

  /** The larger generated set, its items named by numbers as series are. */
  static Interactions data() {
    List<Row> rows = new ArrayList<>();
    Generated.larger()
        .forEach(row ->
            rows.add(
                new Row(
                    row.user().substring(1), row.item().substring(1), row.time(), row.weight())));
    return Generated.matrix(rows);
  }

  static List<Blend.Part> parts() {
    Ease ease = new Ease(20, 0.3, 0, 1000);
    HistoryKernel fast = new HistoryKernel(0, 1, 1, 4);
    HistoryKernel slow = new HistoryKernel(0.1, 1, 5, 20);
    return List.of(
        new Blend.Part(new Popular(1e7), 0.2),
        new Blend.Part(ease, 1),
        new Blend.Part(new RecencyEase(ease, slow), 0.5),
        new Blend.Part(new SequenceRidge(5, 0.1, List.of(fast, slow), 100, 80), 0.7),
        new Blend.Part(new Transitions(3, 0.5, 5, fast), -0.2));
  }

  /** Trained on the data, with so many entries a row. */
  static ServedBlend blend(Interactions data, int entries, int threads) {
    try (Workers workers = new Workers(threads)) {
      return new ServedTraining(entries, workers, line -> {}).train(parts(), data);
    }
  }

  static ServedModel model(String version) {
    return model(version, TRAINED);
  }

  static ServedModel model(String version, Instant trainedAt) {
    Interactions data = data();
    long[] ids = new long[data.itemCount()];
    java.util.Arrays.setAll(ids, item -> Long.parseLong(data.items.name(item)));
    TreeMap<Long, List<SimilarTitles.Neighbour>> similar = new TreeMap<>();
    similar.put(
        3L, List.of(new SimilarTitles.Neighbour(8, 0.75f), new SimilarTitles.Neighbour(9, 0.5f)));
    similar.put(1_000_000L, List.of(new SimilarTitles.Neighbour(3, 0.25f)));
    return new ServedModel(version, trainedAt, ids, blend(data, 20, 2), SimilarTitles.of(similar));
  }

  static ModelCard card(ServedModel model) {
    return new ModelCard(
        model.version(),
        model.trainedAt(),
        model.trainedAt().minusSeconds(60),
        "kind",
        new ModelCard.Size(1, 2, model.size(), model.bytes()),
        Verdict.PUBLISHED,
        Map.of("ndcg@10", 0.25, "popular_ndcg@10", 0.125));
  }
}
