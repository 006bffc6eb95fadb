package dev.yeoul.recommendation;

import java.util.Arrays;

/** Trains a network again and again while the JVM compiles it, and tells the bits of its scores. */
final class ColdAndWarm {
  private static final int TIMES = 4;

  private ColdAndWarm() {}

  public static void main(String[] args) {
    for (int time = 0; time < TIMES; time++) {
      System.out.println(bits());
    }
  }

  static String bits() {
    Interactions data = Generated.matrix(Generated.small());
    float[] scores = new float[data.itemCount()];
    int bits = 1;
    try (Workers workers = new Workers(2)) {
      NetworkModel model = new SequenceNetwork(64, 2, 2, 60, 0.003, 0.2, 1).train(data, workers);
      for (int user = 0; user < data.userCount(); user++) {
        model.score(data.history(user), scores);
        bits = 31 * bits + Arrays.hashCode(scores);
      }
    }
    return Integer.toHexString(bits);
  }
}
