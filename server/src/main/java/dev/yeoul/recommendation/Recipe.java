package dev.yeoul.recommendation;

/** A kind of model with its hyper-parameters; prints as what it is. */
interface Recipe {
  /**
   * Trains on all rows.
   *
   * @return a model of the interactions' items, the same for any number of workers
   */
  Model train(Interactions interactions, Workers workers);
}
