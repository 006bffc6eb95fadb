package dev.yeoul.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** A random part of the catalogue, for tools: what a viewer may see and play. Blocking. */
public final class CatalogSample {
  private static final int IDS_A_QUERY = 1_000;

  private CatalogSample() {}

  /**
   * A title with something to play.
   *
   * @param genres in alphabetical order
   * @param episodes by season and number, one at least
   */
  public record SampledTitle(SeriesId id, List<String> genres, List<SampledEpisode> episodes) {}

  /**
   * An episode.
   *
   * @param durationSeconds null where the length is unknown
   */
  public record SampledEpisode(EpisodeId id, @Nullable Integer durationSeconds) {}

  /**
   * Draws titles without looking at them.
   *
   * @param most how many; all where the catalogue has fewer
   * @param seed the same one draws the same titles in the same order from the same catalogue
   */
  public static List<SampledTitle> draw(Jdbi jdbi, int most, long seed) {
    return jdbi.withHandle(handle -> {
      Map<Long, SampledTitle> titles = new LinkedHashMap<>();
      for (long id : ids(handle, most, seed)) {
        titles.put(id, new SampledTitle(new SeriesId(id), new ArrayList<>(), new ArrayList<>()));
      }
      List<Long> ids = List.copyOf(titles.keySet());
      for (int from = 0; from < ids.size(); from += IDS_A_QUERY) {
        List<Long> part = ids.subList(from, Math.min(from + IDS_A_QUERY, ids.size()));
        addGenres(handle, part, titles);
        addEpisodes(handle, part, titles);
      }
      return List.copyOf(titles.values());
    });
  }

  private static List<Long> ids(Handle handle, int most, long seed) {
    return handle
        .createQuery(
            """
            SELECT id FROM series WHERE %s
              AND EXISTS (SELECT 1 FROM episodes e WHERE e.series_id = series.id AND %s)
            ORDER BY MD5(CONCAT(id, '/', :seed)), id LIMIT :most
            """
                .formatted(Visibility.SERIES, Visibility.EPISODE))
        .bind("seed", seed)
        .bind("most", most)
        .mapTo(Long.class)
        .list();
  }

  private static void addGenres(Handle handle, List<Long> ids, Map<Long, SampledTitle> titles) {
    handle
        .createQuery(
            "SELECT series_id, genre FROM series_genres WHERE series_id IN (<ids>)"
                + " ORDER BY series_id, genre")
        .bindList("ids", ids)
        .map((row, context) -> Map.entry(row.getLong("series_id"), row.getString("genre")))
        .forEach(genre -> of(titles, genre.getKey()).genres().add(genre.getValue()));
  }

  private static void addEpisodes(Handle handle, List<Long> ids, Map<Long, SampledTitle> titles) {
    handle
        .createQuery(
            """
            SELECT e.series_id, e.id, e.duration_seconds FROM episodes e
            WHERE e.series_id IN (<ids>) AND %s
            ORDER BY e.series_id, e.season_number, e.episode_number
            """
                .formatted(Visibility.EPISODE))
        .bindList("ids", ids)
        .map((row, context) ->
            Map.entry(
                row.getLong("series_id"),
                new SampledEpisode(
                    new EpisodeId(row.getLong("id")),
                    row.getObject("duration_seconds", Integer.class))))
        .forEach(episode -> of(titles, episode.getKey()).episodes().add(episode.getValue()));
  }

  private static SampledTitle of(Map<Long, SampledTitle> titles, long id) {
    return Objects.requireNonNull(titles.get(id));
  }
}
