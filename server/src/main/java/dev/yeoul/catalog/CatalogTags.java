package dev.yeoul.catalog;

/** Tags of answers made from the catalogue, besides {@link SeriesId#tag()}. */
public final class CatalogTags {
  /** Any list or count of series. */
  public static final String LISTS = "catalog";

  /**
   * Where series stand in a list, or which filters find them; their own tags stand beside it,
   * except where many changed.
   */
  static final String PLACES = "catalog:places";

  /** So many places that they are not named. */
  static final String MANY = "catalog:many";

  private CatalogTags() {}
}
