package dev.yeoul.catalog;

/** Which rows a viewer may see: the one place that says so. The indexes begin with this column. */
final class Visibility {
  /** Of an unaliased table series. */
  static final String SERIES = "live = 1";

  /** Of the table episodes under the alias e; its series is checked on its own. */
  static final String EPISODE = "e.live = 1";

  private Visibility() {}
}
