package dev.yeoul.recommendation;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * iALS on as many events as a large service has, and how much better than popularity it then finds
 * a hidden event of some users. Events are generated straight into a matrix of flat arrays, without
 * ids, times and weights.
 */
final class LargeTraining {
  /**
   * 0.02 is what Rendle et al. 2021 found best for the 41,000 items of the Million Song Dataset.
   */
  static final Ials RECIPE = new Ials(128, 0.02, 0.003, 1, 5, 1);

  private static final int CLUSTERS = 100;

  /** Users with a hidden event, at the most. */
  private static final int TESTED = 10_000;

  /** Longer histories are asked for: some end early, with the time that events have. */
  private static final double ENDED = 1.19;

  private static final int BLOCK = 500;

  private final Ials recipe;
  private final GeneratedInteractions data;
  private final Workers workers;
  private final Consumer<String> lines;
  private final int tested;
  private long started = System.nanoTime();

  /**
   * Of a size.
   *
   * @param users at least 1
   * @param items at least 1,000
   * @param events about so many, some more for large sizes
   * @param lines is told what was done, and its seconds
   */
  LargeTraining(
      Ials recipe,
      int users,
      int items,
      long events,
      long seed,
      Workers workers,
      Consumer<String> lines) {
    this.recipe = recipe;
    int length = Math.toIntExact(Math.round(ENDED * events / users));
    this.data = new GeneratedInteractions(users, items, length, CLUSTERS, seed);
    this.workers = workers;
    this.lines = lines;
    this.tested = Math.min(users, TESTED);
  }

  /**
   * How well it went.
   *
   * @param events that were trained on
   * @param ials its NDCG at 10
   * @param popular popularity's
   */
  record Result(int events, double ials, double popular) {}

  /** Generates, trains and looks for the hidden events. */
  Result run() {
    int[] hidden = new int[tested];
    Ials.Side users = generated(hidden);
    int events = users.others().length;
    tell("%,d events of %,d users generated".formatted(events, users.size()));
    Model ials = recipe.train(users, data.items(), workers, this::tellHalf);
    Model popular = PopularModel.ofAllTime(users.others(), data.items());
    Result result = new Result(events, ndcg(ials, users, hidden), ndcg(popular, users, hidden));
    tell("ranked for %,d users".formatted(tested));
    return result;
  }

  private void tellHalf(int half) {
    String side = half % 2 == 1 ? "users" : "items";
    tell("sweep %d of %d, %s".formatted((half + 1) / 2, recipe.epochs(), side));
  }

  private void tell(String done) {
    long now = System.nanoTime();
    lines.accept(String.format(Locale.ROOT, "%s: %.1f s", done, (now - started) / 1e9));
    started = now;
  }

  /**
   * The matrix without what is hidden: every user is generated twice, for the row's length and for
   * the row.
   *
   * @param hidden overwritten with each tested user's hidden item, or -1 of one with too few events
   */
  private Ials.Side generated(int[] hidden) {
    int[] starts = new int[data.users() + 1];
    forEachUser((user, row) -> starts[user + 1] = take(user, row));
    Arrays.parallelPrefix(starts, Math::addExact);
    int[] taken = new int[starts[data.users()]];
    Arrays.fill(hidden, -1);
    forEachUser((user, row) -> {
      int count = take(user, row);
      System.arraycopy(row, 0, taken, starts[user], count);
      if (isTested(user) && count > 0) {
        hidden[user / step()] = row[count];
      }
    });
    return new Ials.Side(starts, taken, Ials.Side.ONES);
  }

  private interface UserTask {
    void accept(int user, int[] row);
  }

  private void forEachUser(UserTask task) {
    workers.blocks(
        data.users(),
        BLOCK,
        (from, end) -> {
          int[] row = new int[data.items()];
          for (int user = from; user < end; user++) {
            task.accept(user, row);
          }
        });
  }

  /** Fills a user's row; of a tested user the hidden item stands behind it. */
  private int take(int user, int[] row) {
    int count = data.ofUser(user, row);
    if (!isTested(user) || count < 2) {
      return count;
    }
    int place = new SplittableRandom(data.seed() + user).nextInt(count);
    int item = row[place];
    row[place] = row[count - 1];
    row[count - 1] = item;
    return count - 1;
  }

  private int step() {
    return data.users() / tested;
  }

  private boolean isTested(int user) {
    return user % step() == 0 && user / step() < tested;
  }

  private double ndcg(Model model, Ials.Side users, int[] hidden) {
    double[] gains = new double[tested];
    workers.each(
        tested,
        i -> {
          if (hidden[i] >= 0) {
            History history = history(users, i * step());
            float[] scores = new float[data.items()];
            model.score(history, scores);
            Truth.Items truth = new Truth.Items(new int[] {hidden[i]}, 1);
            gains[i] = Ranking.of(scores, history.items(), truth, 10).hits(truth).ndcg(10);
          }
        });
    return Arrays.stream(gains).sum() / Arrays.stream(hidden).filter(item -> item >= 0).count();
  }

  private static History history(Ials.Side users, int user) {
    int[] items =
        Arrays.copyOfRange(users.others(), users.starts()[user], users.starts()[user + 1]);
    float[] weights = new float[items.length];
    Arrays.fill(weights, 1);
    return new History(items, weights, new double[items.length]);
  }
}
