package dev.yeoul.catalog;

import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.platform.ChangeLog;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Writes imported titles, a batch in one transaction together with its change row: an import that
 * is interrupted has written whole batches, and a repeated one finds them unchanged.
 */
final class TitleWriter {
  private final ChangeFeed changes;
  private final Clock clock;
  private final boolean demoEpisodes;

  TitleWriter(ChangeFeed changes, Clock clock, boolean demoEpisodes) {
    this.changes = changes;
    this.clock = clock;
    this.demoEpisodes = demoEpisodes;
  }

  /** Writes titles of different show_ids. */
  WrittenBatch write(List<ImportedTitle> titles) {
    return changes.transact((handle, log) -> write(handle, log, titles));
  }

  private WrittenBatch write(Handle handle, ChangeLog log, List<ImportedTitle> titles) {
    Map<String, ImportedRows.Row> known =
        ImportedRows.lock(handle, titles.stream().map(ImportedTitle::showId).toList());
    List<ImportedTitle> added = new ArrayList<>();
    Map<SeriesId, ImportedTitle> changed = new LinkedHashMap<>();
    Map<SeriesId, ImportedTitle> unchanged = new LinkedHashMap<>();
    int kept = 0;
    for (ImportedTitle title : titles) {
      ImportedRows.Row row = known.get(title.showId());
      if (row == null) {
        added.add(title);
      } else if (row.edited()) {
        kept++;
      } else if (row.holds(title.hash())) {
        unchanged.put(row.id(), title);
      } else {
        changed.put(row.id(), title);
      }
    }
    Map<SeriesId, ImportedTitle> bare = withoutEpisodes(handle, unchanged);
    Instant now = clock.instant();
    Map<SeriesId, ImportedTitle> written = new LinkedHashMap<>();
    written.putAll(TitleRows.insert(handle, added, now));
    TitleRows.update(handle, changed, now);
    written.putAll(changed);
    TitleRows.insertGenresAndSeasons(handle, written);
    written.putAll(bare);
    int generated = TitleRows.insertEpisodes(handle, written, demoEpisodes);
    note(
        log, added.size(), Stream.of(changed, bare).flatMap(map -> map.keySet().stream()).toList());
    return new WrittenBatch(
        added.size(),
        changed.size() + bare.size(),
        unchanged.size() - bare.size(),
        kept,
        generated);
  }

  /** Unchanged shows that an import without made-up episodes has left without any. */
  private Map<SeriesId, ImportedTitle> withoutEpisodes(
      Handle handle, Map<SeriesId, ImportedTitle> unchanged) {
    if (!demoEpisodes) {
      return Map.of();
    }
    Map<SeriesId, ImportedTitle> shows = new LinkedHashMap<>(unchanged);
    shows.values().removeIf(ImportedTitle::isMovie);
    Set<SeriesId> complete = ImportedRows.withEpisodes(handle, shows.keySet());
    shows.keySet().removeAll(complete);
    return shows;
  }

  private static void note(ChangeLog log, int added, List<SeriesId> changed) {
    if (added > 0 || !changed.isEmpty()) {
      log.add(
          "TitlesImported",
          Stream.concat(
                  Stream.of(CatalogTags.LISTS, CatalogTags.MANY),
                  changed.stream().map(SeriesId::tag))
              .toArray(String[]::new));
    }
  }
}
