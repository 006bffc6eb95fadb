package dev.yeoul.recommendation;

import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Made-up viewing with planted structure, for measurements and tests: items belong to clusters and
 * have Zipf-like popularity inside of them, a share of them appears in the course of time; viewers
 * like a few clusters, come for a few sittings, and often go on to an item that stands near the
 * last one. User u of a seed is always the same one, whatever is generated beside it.
 *
 * @param users how many, at least 1
 * @param items how many, at least 50
 * @param meanLength events a user, about; histories are log-normal, at least 5 events long
 * @param clusters at least 1, at most items / 10
 */
record GeneratedInteractions(int users, int items, int meanLength, int clusters, long seed) {
  /** The clock runs for so long, in seconds. */
  static final double SPAN = 1000 * 86_400.0;

  private static final double FOLLOWING = 0.4;
  private static final double BY_TASTE = 0.5;
  private static final double RELEASED_LATER = 0.3;

  private interface Events {
    void accept(int item, double time);
  }

  /** Hands over all rows, user by user in the order of time. */
  void forEach(Consumer<Row> rows) {
    for (int user = 0; user < users; user++) {
      String name = "u" + user;
      generate(user, (item, time) -> rows.accept(new Row(name, "i" + item, Math.floor(time), 1)));
    }
  }

  /**
   * A user's items, in the order of time, none twice.
   *
   * @param row overwritten from its beginning; as long as there are items
   * @return how many
   */
  int ofUser(int user, int[] row) {
    int[] count = {0};
    generate(user, (item, time) -> row[count[0]++] = item);
    return count[0];
  }

  private void generate(int user, Events events) {
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + user);
    int length = length(random);
    int[] tastes = {cluster(random), cluster(random), cluster(random)};
    double time = Math.sqrt(random.nextDouble()) * SPAN;
    BitSet taken = new BitSet(items);
    int last = -1;
    for (int event = 0; event < length; event++) {
      boolean sitting = event == 0 || random.nextDouble() > 0.03;
      time += random.nextExponential() * (sitting ? 60 : 20 * 86_400);
      if (time > SPAN) {
        return;
      }
      int item = next(last, tastes, time, taken, random);
      if (item < 0) {
        return;
      }
      taken.set(item);
      last = item;
      events.accept(item, time);
    }
  }

  private int length(SplittableRandom random) {
    double spread = 1.0;
    double mean = Math.max(1, meanLength - 5);
    double drawn = mean * Math.exp(spread * random.nextGaussian() - spread * spread / 2);
    return 5 + (int) Math.min(drawn, items / 4.0);
  }

  /** Large clusters are liked more often. */
  private int cluster(SplittableRandom random) {
    return (int) (clusters * Math.pow(random.nextDouble(), 1.5));
  }

  private int next(int last, int[] tastes, double time, BitSet taken, SplittableRandom random) {
    for (int attempt = 0; attempt < 50; attempt++) {
      int item = candidate(last, tastes, random);
      if (!taken.get(item) && release(item) <= time) {
        return item;
      }
    }
    return -1;
  }

  private int candidate(int last, int[] tastes, SplittableRandom random) {
    double kind = random.nextDouble();
    int cluster;
    if (last >= 0 && kind < FOLLOWING) {
      int step = 1 + (int) (5 * random.nextDouble() * random.nextDouble());
      int size = size(last % clusters);
      return (last / clusters + step) % size * clusters + last % clusters;
    } else if (kind < FOLLOWING + BY_TASTE) {
      double which = random.nextDouble();
      cluster = tastes[which < 0.6 ? 0 : which < 0.9 ? 1 : 2];
    } else {
      cluster = cluster(random);
    }
    int rank = (int) (size(cluster) * Math.pow(random.nextDouble(), 2.5));
    return scattered(cluster, rank) * clusters + cluster;
  }

  /** How many items a cluster has: item i is in cluster i % clusters. */
  private int size(int cluster) {
    return (items - cluster + clusters - 1) / clusters;
  }

  /**
   * Where the item of a popularity rank stands in its cluster: neighbours are not alike popular.
   */
  private int scattered(int cluster, int rank) {
    int size = size(cluster);
    int step = (int) (size * 0.618) | 1;
    while (gcd(step, size) != 1) {
      step++;
    }
    return (int) ((long) rank * step % size);
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  private double release(int item) {
    double drawn = new SplittableRandom(seed ^ (item * 0x9E3779B97F4A7C15L)).nextDouble();
    return drawn < RELEASED_LATER ? drawn / RELEASED_LATER * SPAN : 0;
  }
}
