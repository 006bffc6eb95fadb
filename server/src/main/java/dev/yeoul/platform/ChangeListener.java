package dev.yeoul.platform;

import java.util.Set;

/** Hears of every committed change, on this node and on others. Must be quick and never block. */
public interface ChangeListener {
  /** Everything. */
  String ALL = "*";

  /** What was made from any of these tags is no longer true; {@link #ALL} stands for everything. */
  void onChange(Set<String> tags);
}
