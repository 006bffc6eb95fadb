package dev.yeoul.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.yeoul.platform.ChangeListener;
import dev.yeoul.platform.PageRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/**
 * Pages and totals of the list of series, exactly as MySQL has them, at a cost that hardly grows
 * with the catalogue: what a plain OFFSET and COUNT would find by passing over a million rows is
 * remembered, per filter, until a change says otherwise. Blocking.
 */
@Singleton
final class SeriesLists implements ChangeListener {
  private static final int FILTERS = 1_000;
  private static final int ORDERED_LISTS = 64;

  private final Jdbi jdbi;
  private final ListWalks walks;
  private final Spacing spacing;
  private final Cache<SeriesFilter, SeriesSpread> spreads =
      Caffeine.newBuilder().maximumSize(FILTERS).build();
  private final Cache<Ordered, SeriesMarks> marks =
      Caffeine.newBuilder().maximumSize(ORDERED_LISTS).build();

  @Inject
  SeriesLists(Jdbi jdbi) {
    this(jdbi, Spacing.USUAL, new ListWalks(jdbi));
  }

  SeriesLists(Jdbi jdbi, Spacing spacing, ListWalks walks) {
    this.jdbi = jdbi;
    this.walks = walks;
    this.spacing = spacing;
  }

  /** How many series the filter finds. */
  long total(SeriesFilter filter) {
    return filter.findsNone() ? 0 : spread(filter).total(jdbi, walks);
  }

  /** A part of the list, one row more than the limit where more follow. */
  List<Series> page(SeriesFilter filter, SeriesOrder order, PageRequest page) {
    if (filter.findsNone()) {
      return List.of();
    }
    SeriesOrder.Place place =
        page.after() == null ? SeriesOrder.Place.START : order.after(page.after());
    long skip = page.skip();
    if (order == SeriesOrder.ID && skip >= spacing.near()) {
      SeriesSpread.Start start = spread(filter).skip(jdbi, walks, skip);
      place = order.behind(new SeriesOrder.Row(start.id() - 1, null));
      skip = start.skip();
    } else if (order != SeriesOrder.ID && isFar(filter, skip)) {
      long found = total(filter);
      if (skip >= found) {
        return List.of();
      }
      if (walks(filter, page.limit())) {
        SeriesMarks.Start start =
            marks
                .get(new Ordered(filter, order), this::marks)
                .skip(walks, skip, found, total(SeriesFilter.ALL));
        place = start.place();
        skip = start.skip();
      }
    }
    return read(filter, order, new SeriesRows.Slice(place, skip, page.limit() + 1));
  }

  /** Whether many index entries lie before the row: where few rows fit, more do. */
  private boolean isFar(SeriesFilter filter, long skip) {
    return skip > 0
        && (filter.isEmpty()
            ? skip >= spacing.near()
            : (double) skip * total(SeriesFilter.ALL) >= (double) spacing.near() * total(filter));
  }

  private List<Series> read(SeriesFilter filter, SeriesOrder order, SeriesRows.Slice slice) {
    boolean walk = order == SeriesOrder.ID || walks(filter, slice.limit());
    return jdbi.withHandle(handle -> SeriesRows.slice(handle, filter, order, slice, walk));
  }

  /**
   * Whether a page is found sooner by walking along the order's index until enough rows fit the
   * filter, than by sorting all that fit: the former passes over limit * whole / found entries, the
   * latter over found. MySQL's own guess was wrong by a factor of 40 for a genre of a large
   * catalogue.
   */
  private boolean walks(SeriesFilter filter, int limit) {
    if (filter.isEmpty()) {
      return true;
    }
    double found = total(filter);
    return found * found >= (double) limit * total(SeriesFilter.ALL);
  }

  private SeriesSpread spread(SeriesFilter filter) {
    return spreads.get(filter, wanted -> new SeriesSpread(wanted, spacing.rangeBits()));
  }

  private SeriesMarks marks(Ordered list) {
    return new SeriesMarks(list.filter(), list.order(), spacing.apart());
  }

  @Override
  public void onChange(Set<String> tags) {
    if (tags.contains(ALL) || tags.contains(CatalogTags.MANY)) {
      spreads.invalidateAll();
      marks.invalidateAll();
    } else if (tags.contains(CatalogTags.PLACES)) {
      marks.invalidateAll();
      List<SeriesId> changed = tags.stream().flatMap(tag -> SeriesId.ofTag(tag).stream()).toList();
      spreads.asMap().values().forEach(spread -> changed.forEach(spread::change));
    }
  }

  /**
   * How far apart the places are that are remembered.
   *
   * @param near so many index entries MySQL passes over within a millisecond or two
   * @param apart index entries between two marks at about the most: some 3 ms of walking
   * @param rangeBits a range of ids is 2 to the power of this
   */
  record Spacing(int near, int apart, int rangeBits) {
    static final Spacing USUAL = new Spacing(1_000, 2_000, 14);
  }

  private record Ordered(SeriesFilter filter, SeriesOrder order) {}
}
