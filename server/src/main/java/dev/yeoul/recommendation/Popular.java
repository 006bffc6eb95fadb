package dev.yeoul.recommendation;

/** Popular of all time, or with a half-life in the unit of the times (0 stands for all time). */
record Popular(double halfLife) implements Recipe {
  static final Popular OF_ALL_TIME = new Popular(0);

  @Override
  public PopularModel train(Interactions interactions, Workers workers) {
    return halfLife == 0
        ? PopularModel.ofAllTime(interactions)
        : PopularModel.decayed(interactions, halfLife);
  }
}
