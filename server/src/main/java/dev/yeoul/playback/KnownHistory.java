package dev.yeoul.playback;

import dev.yeoul.catalog.EpisodeId;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.NumberReader;
import dev.yeoul.platform.NumberWriter;
import dev.yeoul.playback.ViewerHistory.Mark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a viewer had watched at one time, in about 15 bytes an episode, so that those of
 * thousands of viewers fit into memory. It stays true until a removal is heard of; what is written
 * later is added to it ({@link ViewerHistory#at}).
 */
public final class KnownHistory {
  private static final Comparator<ProgressRow> NEWEST_FIRST =
      Comparator.comparing(ProgressRow::entry).reversed();

  private static final Comparator<WatchedSeries> LATEST_SERIES_FIRST =
      Comparator.comparing(WatchedSeries::at)
          .reversed()
          .thenComparing(WatchedSeries::series, Comparator.reverseOrder());

  /** That of one who never watched anything. */
  public static final KnownHistory NONE =
      new KnownHistory(Mark.NONE, new Bounds(Map.of(), Map.of(), Instant.EPOCH), new byte[0]);

  private final Mark mark;
  private final Bounds bounds;

  /** By entry, the newest first; each entry's time as the distance from the one before. */
  private final byte[] packed;

  private KnownHistory(Mark mark, Bounds bounds, byte[] packed) {
    this.mark = mark;
    this.bounds = bounds;
    this.packed = packed;
  }

  /**
   * What a viewer removed, as entry ids by series id: what was written up to there does not count.
   *
   * @param removed from the history; 0 for all series
   * @param hidden from what may be gone on with
   * @param at when they were read
   */
  record Bounds(Map<Long, EntryId> removed, Map<Long, EntryId> hidden, Instant at) {
    Bounds {
      removed = Map.copyOf(removed);
      hidden = Map.copyOf(hidden);
    }

    List<ProgressRow> kept(List<ProgressRow> rows) {
      return KnownHistory.kept(rows, removed);
    }
  }

  static List<ProgressRow> kept(List<ProgressRow> rows, Map<Long, EntryId> removed) {
    return removed.isEmpty()
        ? rows
        : rows.stream()
            .filter(row -> !isUpTo(row.entry(), removed.get(0L)))
            .filter(row -> !isUpTo(row.entry(), removed.get(row.seriesId().value())))
            .toList();
  }

  static boolean isUpTo(EntryId entry, @Nullable EntryId bound) {
    return bound != null && entry.compareTo(bound) <= 0;
  }

  /** Of rows with an episode each. */
  static KnownHistory of(Mark mark, Bounds bounds, Collection<ProgressRow> rows) {
    List<ProgressRow> sorted = new ArrayList<>(rows);
    sorted.sort(NEWEST_FIRST);
    var numbers = new NumberWriter(sorted.size() * 20);
    long ms = Long.MAX_VALUE;
    for (ProgressRow row : sorted) {
      numbers.put(ms - row.entry().ms());
      ms = row.entry().ms();
      numbers.put(row.entry().seq());
      numbers.put(row.seriesId().value());
      numbers.put(row.episodeId().value());
      Long duration = row.durationMs();
      numbers.put(duration == null ? 0 : duration + 1);
      numbers.put(row.positionMs() << 1 | (row.completed() ? 1 : 0));
    }
    return new KnownHistory(mark, bounds, numbers.bytes());
  }

  /** The viewer's latest write that it has. */
  public Mark mark() {
    return mark;
  }

  /** When MySQL was asked for it. */
  public Instant readAt() {
    return bounds.at();
  }

  Bounds bounds() {
    return bounds;
  }

  /** Adds what {@link #unpacked} makes the same of, but for less than a millisecond. */
  public void pack(NumberWriter numbers) {
    numbers.put(mark.seriesId());
    numbers.put(mark.ms());
    numbers.put(bounds.at().toEpochMilli());
    pack(bounds.removed(), numbers);
    pack(bounds.hidden(), numbers);
    numbers.put(packed);
  }

  /** One that was packed. */
  public static KnownHistory unpacked(NumberReader numbers) {
    Mark mark = new Mark(numbers.next(), numbers.next());
    Instant at = Instant.ofEpochMilli(numbers.next());
    Bounds bounds = new Bounds(unpackedEntries(numbers), unpackedEntries(numbers), at);
    return new KnownHistory(mark, bounds, numbers.nextBytes());
  }

  private static void pack(Map<Long, EntryId> entries, NumberWriter numbers) {
    numbers.putEach(
        entries.entrySet(),
        bound -> {
          numbers.put(bound.getKey());
          numbers.put(bound.getValue().ms());
          numbers.put(bound.getValue().seq());
        });
  }

  private static Map<Long, EntryId> unpackedEntries(NumberReader numbers) {
    Map<Long, EntryId> entries = new HashMap<>();
    numbers.nextEach(
        () -> entries.put(numbers.next(), new EntryId(numbers.next(), numbers.next())));
    return entries;
  }

  /** Each episode, the one written last first. */
  List<ProgressRow> rows() {
    List<ProgressRow> rows = new ArrayList<>();
    var numbers = new NumberReader(packed);
    long ms = Long.MAX_VALUE;
    while (numbers.hasNext()) {
      ms -= numbers.next();
      EntryId entry = new EntryId(ms, numbers.next());
      SeriesId series = new SeriesId(numbers.next());
      EpisodeId episode = new EpisodeId(numbers.next());
      long duration = numbers.next();
      long position = numbers.next();
      rows.add(
          new ProgressRow(
              series,
              episode,
              position >>> 1,
              duration == 0 ? null : Long.valueOf(duration - 1),
              (position & 1) == 1,
              entry));
    }
    return rows;
  }

  /** Each series that the viewer began, the one watched last first. */
  public List<WatchedSeries> series() {
    Map<SeriesId, WatchedSeries> found = new LinkedHashMap<>();
    for (ProgressRow row : rows()) {
      double share = Watching.share(row.positionMs(), row.durationMs(), row.completed());
      found.merge(
          row.seriesId(),
          new WatchedSeries(row.seriesId(), share, row.entry().at()),
          WatchedSeries::plus);
    }
    List<WatchedSeries> sorted = new ArrayList<>(found.values());
    sorted.sort(LATEST_SERIES_FIRST);
    return sorted;
  }

  /**
   * The rows of the series watched last that are not hidden, newest first; the series likewise.
   *
   * @param most how many series
   */
  Map<SeriesId, List<ProgressRow>> latest(int most) {
    Map<SeriesId, List<ProgressRow>> found = new LinkedHashMap<>();
    for (ProgressRow row : rows()) {
      List<ProgressRow> known = found.get(row.seriesId());
      if (known != null) {
        known.add(row);
      } else if (found.size() < most
          && !isUpTo(row.entry(), bounds.hidden().get(row.seriesId().value()))) {
        found.put(row.seriesId(), new ArrayList<>(List.of(row)));
      }
    }
    return found;
  }
}
