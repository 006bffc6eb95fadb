package dev.yeoul.recommendation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.yeoul.catalog.CatalogReader;
import dev.yeoul.catalog.CatalogTags;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.ChangeListener;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** What joined the catalogue last, in all and by genre, remembered until it changes. Blocking. */
@Singleton
final class NewTitles implements ChangeListener {
  /** So many of each list. */
  private static final int COUNT = 300;

  private static final int GENRES = 200;
  private static final Duration TIME_TO_LIVE = Duration.ofMinutes(5);
  private static final String ALL_GENRES = "";

  private final CatalogReader catalog;
  private final AtomicLong changes = new AtomicLong();
  private final Cache<String, Found> byGenre =
      Caffeine.newBuilder().maximumSize(GENRES).expireAfterWrite(TIME_TO_LIVE).build();

  NewTitles(CatalogReader catalog) {
    this.catalog = catalog;
  }

  List<SeriesId> all() {
    return remembered(ALL_GENRES);
  }

  List<SeriesId> of(String genre) {
    return remembered(genre);
  }

  private List<SeriesId> remembered(String genre) {
    long now = changes.get();
    Found known = byGenre.getIfPresent(genre);
    if (known != null && known.change() == now) {
      return known.ids();
    }
    List<SeriesId> ids =
        genre.equals(ALL_GENRES) ? catalog.newestIds(COUNT) : catalog.newestIds(genre, COUNT);
    byGenre.put(genre, new Found(now, ids));
    return ids;
  }

  /** Behind so many changes; at the next one it is no longer true. */
  private record Found(long change, List<SeriesId> ids) {}

  @Override
  public void onChange(Set<String> tags) {
    if (tags.contains(ALL) || tags.contains(CatalogTags.LISTS)) {
      changes.incrementAndGet();
      byGenre.invalidateAll();
    }
  }
}
