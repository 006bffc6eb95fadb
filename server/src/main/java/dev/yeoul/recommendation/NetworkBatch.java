package dev.yeoul.recommendation;

/**
 * Pieces of histories, one after the other.
 *
 * @param inputs the item at each position
 * @param targets the item after each position
 * @param starts where each piece begins; one more than pieces
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record NetworkBatch(int[] inputs, int[] targets, int[] starts) {
  int size() {
    return inputs.length;
  }

  /** Of the pieces first to last - 1, each from its first event to the one before its last. */
  static NetworkBatch of(Interactions data, int[] from, int[] end, int first, int last) {
    int[] starts = new int[last - first + 1];
    for (int i = first; i < last; i++) {
      starts[i - first + 1] = starts[i - first] + end[i] - from[i] - 1;
    }
    int size = starts[last - first];
    int[] inputs = new int[size];
    int[] targets = new int[size];
    for (int i = first; i < last; i++) {
      int length = end[i] - from[i] - 1;
      System.arraycopy(data.item, from[i], inputs, starts[i - first], length);
      System.arraycopy(data.item, from[i] + 1, targets, starts[i - first], length);
    }
    return new NetworkBatch(inputs, targets, starts);
  }
}
