package dev.yeoul.catalog;

/** Tags of answers made from the catalogue, besides {@link SeriesId#tag()}. */
final class CatalogTags {
  /** Any list or count of series. */
  static final String LISTS = "catalog";

  private CatalogTags() {}
}
