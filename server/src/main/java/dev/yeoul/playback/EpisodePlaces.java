package dev.yeoul.playback;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.yeoul.catalog.CatalogReader;
import dev.yeoul.catalog.EpisodeId;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.ChangeListener;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * This node's memory of where episodes stand: whether one may be seen, and whether another one
 * follows it. A change of a series drops what is known of it. Blocking where something is not
 * known.
 */
@Singleton
final class EpisodePlaces implements ChangeListener {
  private static final int MAX_EPISODES = 30_000; // about 3 MB

  private final CatalogReader catalog;

  /** Changes heard so far: what was loaded while one came is not kept. */
  private final AtomicLong changes = new AtomicLong();

  private final Cache<EpisodeId, Place> places =
      Caffeine.newBuilder().maximumSize(MAX_EPISODES).executor(Runnable::run).build();

  EpisodePlaces(CatalogReader catalog) {
    this.catalog = catalog;
  }

  private record Place(SeriesId series, boolean visible, boolean followed) {}

  /**
   * The series that may be gone on with, in the same order.
   *
   * @param latest rows of each series, newest first, one at least
   */
  List<SeriesId> continued(Map<SeriesId, List<ProgressRow>> latest) {
    Map<EpisodeId, Place> known = known(latest);
    List<SeriesId> found = new ArrayList<>();
    latest.forEach((series, rows) -> {
      if (isContinued(rows, known)) {
        found.add(series);
      }
    });
    return found;
  }

  /** As {@link ContinueWatching} has it. */
  private static boolean isContinued(List<ProgressRow> rows, Map<EpisodeId, Place> known) {
    for (ProgressRow row : rows) {
      Place place = known.get(row.episodeId());
      if (row.completed()) {
        return place != null && place.followed();
      }
      if (place != null && place.visible()) {
        return true;
      }
    }
    return false;
  }

  private Map<EpisodeId, Place> known(Map<SeriesId, List<ProgressRow>> latest) {
    Map<EpisodeId, Place> known = new HashMap<>();
    Map<EpisodeId, SeriesId> missing = new HashMap<>();
    for (List<ProgressRow> rows : latest.values()) {
      for (ProgressRow row :
          rows.subList(0, Math.min(rows.size(), ProgressRows.LATEST_OF_SERIES))) {
        Place place = places.getIfPresent(row.episodeId());
        if (place == null) {
          missing.put(row.episodeId(), row.seriesId());
        } else {
          known.put(row.episodeId(), place);
        }
      }
    }
    if (!missing.isEmpty()) {
      load(missing, known);
    }
    return known;
  }

  private void load(Map<EpisodeId, SeriesId> missing, Map<EpisodeId, Place> into) {
    long before = changes.get();
    Set<EpisodeId> visible = catalog.visibleEpisodes(missing.keySet());
    Set<EpisodeId> followed = catalog.followed(missing.keySet());
    missing.forEach((id, series) -> {
      Place place = new Place(series, visible.contains(id), followed.contains(id));
      into.put(id, place);
      places.put(id, place);
    });
    if (changes.get() != before) {
      places.invalidateAll(missing.keySet()); // they may be from before the change
    }
  }

  @Override
  public void onChange(Set<String> tags) {
    if (tags.contains(ALL)) {
      changes.incrementAndGet();
      places.invalidateAll();
    } else if (tags.stream().anyMatch(tag -> SeriesId.ofTag(tag).isPresent())) {
      changes.incrementAndGet();
      places.asMap().values().removeIf(place -> tags.contains(place.series().tag()));
    }
  }
}
