package dev.yeoul.recommendation;

/** EASE's matrix over histories whose latest events count more. */
record RecencyEase(Ease ease, HistoryKernel kernel) implements Recipe {
  @Override
  public ItemItemModel train(Interactions interactions, Workers workers) {
    return ease.train(interactions, workers).with(kernel);
  }
}
