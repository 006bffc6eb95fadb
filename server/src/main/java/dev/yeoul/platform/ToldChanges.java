package dev.yeoul.platform;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** The numbers of the latest changes that a node's listeners have heard of. */
final class ToldChanges {
  /** Those of 10 s at a thousand changes a second; messages and polls come within half a one. */
  private static final int MOST = 10_000;

  private final Set<Long> numbers = new LinkedHashSet<>();

  /** Whether they have heard of all of these. Of one of long ago it may say no. */
  synchronized boolean all(Collection<Long> some) {
    return numbers.containsAll(some);
  }

  synchronized void add(Collection<Long> some) {
    numbers.addAll(some);
    var oldest = numbers.iterator();
    while (numbers.size() > MOST) {
      oldest.next();
      oldest.remove();
    }
  }

  synchronized void clear() {
    numbers.clear();
  }
}
