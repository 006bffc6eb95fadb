package dev.yeoul.playback;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.EpisodeId;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.RedisPipeline;
import dev.yeoul.playback.ViewerHistory.Mark;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * What a viewer watched, as it is after their last accepted write: MySQL's rows with what still
 * waits in Redis laid over them, the newest entry winning. Blocking.
 */
@Singleton
final class WatchedRows {
  private static final Comparator<ProgressRow> NEWEST_FIRST =
      Comparator.comparing(ProgressRow::entry).reversed();

  private final PendingProgress pending;
  private final ProgressRows stored;
  private final RemovalStore removals;

  WatchedRows(RedisPipeline redis, Jdbi jdbi) {
    this.pending = new PendingProgress(redis);
    this.stored = new ProgressRows(jdbi);
    this.removals = new RemovalStore(jdbi);
  }

  /** Part of a history. */
  record Page(List<ProgressRow> rows, long total, boolean more) {}

  /** Each started episode of a series, by episode id. */
  List<ProgressRow> ofSeries(UserId user, SeriesId series) {
    List<ProgressRow> waiting =
        pendingOf(user).stream().filter(row -> row.seriesId().equals(series)).toList();
    return merged(waiting, stored.ofSeries(user, series)).stream()
        .sorted(Comparator.comparing(ProgressRow::episodeId))
        .toList();
  }

  /** The latest few rows of each series that is not hidden, newest first; the series likewise. */
  Map<SeriesId, List<ProgressRow>> watching(UserId user) {
    List<ProgressRow> waiting = pendingOf(user);
    Map<Long, EntryId> hidden = removals.of(user.value(), Removal.Scope.CONTINUE);
    Map<SeriesId, List<ProgressRow>> bySeries = new LinkedHashMap<>();
    merged(waiting, stored.latest(user)).stream()
        .sorted(NEWEST_FIRST)
        .forEach(
            row -> bySeries.computeIfAbsent(row.seriesId(), series -> new ArrayList<>()).add(row));
    bySeries
        .entrySet()
        .removeIf(series ->
            KnownHistory.isUpTo(
                series.getValue().getFirst().entry(), hidden.get(series.getKey().value())));
    return bySeries;
  }

  /** All that the viewer watched, and what tells of later writes whether they count. */
  KnownHistory all(UserId user, Mark mark, Instant now) {
    List<ProgressRow> waiting = pending.of(user);
    Map<Long, EntryId> removed = removals.of(user.value(), Removal.Scope.HISTORY);
    Map<Long, EntryId> hidden = removals.of(user.value(), Removal.Scope.CONTINUE);
    var bounds = new KnownHistory.Bounds(removed, hidden, now);
    return KnownHistory.of(mark, bounds, merged(bounds.kept(waiting), stored.all(user)));
  }

  /** The same with what was written since its mark; without MySQL. */
  KnownHistory advanced(UserId user, KnownHistory known, Mark mark) {
    List<ProgressRow> written = known.bounds().kept(pending.since(user, known.mark().ms()));
    return KnownHistory.of(mark, known.bounds(), merged(written, known.rows()));
  }

  /** Newest first, from behind an entry or after skipping some. */
  Page history(UserId user, @Nullable EntryId before, long skip, int limit) {
    List<ProgressRow> waiting =
        merged(pendingOf(user), List.of()).stream().sorted(NEWEST_FIRST).toList();
    List<Long> episodes = waiting.stream().map(row -> row.episodeId().value()).toList();
    long total = waiting.size() + stored.count(user, episodes);
    List<ProgressRow> ahead =
        waiting.stream()
            .filter(row -> before == null || row.entry().compareTo(before) < 0)
            .toList();
    // At most ahead.size() of the rows to skip are waiting ones. Those before `offset` lie before
    // any wanted row, so that what follows keeps its place once they are left out.
    long offset = Math.max(0, skip - ahead.size());
    int from = (int) (skip - offset);
    int most = limit + ahead.size() + 1;
    List<ProgressRow> window =
        Stream.concat(ahead.stream(), stored.newest(user, episodes, before, offset, most).stream())
            .sorted(NEWEST_FIRST)
            .skip(from)
            .limit(limit + 1L)
            .toList();
    boolean more = window.size() > limit;
    return new Page(more ? window.subList(0, limit) : window, total, more);
  }

  private List<ProgressRow> pendingOf(UserId user) {
    List<ProgressRow> rows = pending.of(user);
    if (rows.isEmpty()) {
      return rows;
    }
    Map<Long, EntryId> removed = removals.of(user.value(), Removal.Scope.HISTORY);
    return KnownHistory.kept(rows, removed);
  }

  private static Collection<ProgressRow> merged(
      List<ProgressRow> waiting, List<ProgressRow> stored) {
    Map<EpisodeId, ProgressRow> rows = new HashMap<>();
    waiting.forEach(row -> rows.merge(row.episodeId(), row, ProgressRow::newer));
    stored.forEach(row -> rows.merge(row.episodeId(), row, ProgressRow::newer));
    return rows.values();
  }
}
