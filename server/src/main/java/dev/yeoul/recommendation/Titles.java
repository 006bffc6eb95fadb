package dev.yeoul.recommendation;

import dev.yeoul.catalog.CatalogReader;
import dev.yeoul.catalog.Series;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.ChangeListener;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * This node's memory of titles that a viewer may see; the catalogue says which. A change drops what
 * it concerns, together with what is just being loaded.
 */
@Singleton
final class Titles implements ChangeListener {
  private static final long MAX_BYTES = 8L * 1024 * 1024;
  private static final int LOT = 200;

  private final CatalogReader catalog;

  /**
   * Without an order of use, which would cost a page, with its hundreds of looks, more than it
   * saves: where there is no room, some go, whichever.
   */
  private final Map<Long, Title> titles = new ConcurrentHashMap<>();

  private final AtomicLong bytes = new AtomicLong();

  /** Changes heard so far: what was loaded while one came is answered, but not kept. */
  private final AtomicLong changes = new AtomicLong();

  Titles(CatalogReader catalog) {
    this.catalog = catalog;
  }

  /** One that is in memory; never blocks. Null says nothing: ask {@link #visible}. */
  @Nullable Title cached(long id) {
    return titles.get(id);
  }

  /**
   * A way to find these titles one by one, for as long as one page is made. Blocking where one is
   * not in memory, and then all that are not are loaded together.
   */
  LongFunction<@Nullable Title> among(long... ids) {
    return new LongFunction<>() {
      private @Nullable Map<Long, Title> loaded;

      @Override
      public @Nullable Title apply(long id) {
        Map<Long, Title> known = loaded;
        Title title = known == null ? cached(id) : known.get(id);
        if (title == null && known == null) {
          known = visible(Arrays.stream(ids).boxed().toList());
          loaded = known;
          title = known.get(id);
        }
        return title;
      }
    };
  }

  /** Those of the ids that a viewer may see. Blocking where not all of them are in memory. */
  Map<Long, Title> visible(Collection<Long> ids) {
    Map<Long, Title> found = HashMap.newHashMap(ids.size());
    List<SeriesId> missing = new ArrayList<>();
    for (Long id : ids) {
      Title known = titles.get(id);
      if (known == null) {
        missing.add(new SeriesId(id));
      } else {
        found.put(id, known);
      }
    }
    for (int from = 0; from < missing.size(); from += LOT) {
      load(missing.subList(from, Math.min(from + LOT, missing.size())), found);
    }
    return found;
  }

  private void load(List<SeriesId> ids, Map<Long, Title> into) {
    long before = changes.get();
    for (Series series : catalog.series(ids).values()) {
      Title title = Title.of(series);
      into.put(title.id(), title);
      if (changes.get() == before) {
        keep(title);
      }
      if (changes.get() != before) {
        drop(title.id()); // it may be from before the change
      }
    }
  }

  private void keep(Title title) {
    Title old = titles.put(title.id(), title);
    long now = bytes.addAndGet(title.weight() - (old == null ? 0 : old.weight()));
    if (now > MAX_BYTES) {
      makeRoom();
    }
  }

  private void makeRoom() {
    for (Long id : titles.keySet()) {
      if (bytes.get() <= MAX_BYTES / 10 * 9) {
        return;
      }
      drop(id);
    }
  }

  private void drop(long id) {
    Title old = titles.remove(id);
    if (old != null) {
      bytes.addAndGet(-old.weight());
    }
  }

  @Override
  public void onChange(Set<String> tags) {
    if (tags.contains(ALL)) {
      changes.incrementAndGet();
      titles.keySet().forEach(this::drop);
    }
    for (String tag : tags) {
      SeriesId.ofTag(tag)
          .ifPresent(changed -> {
            changes.incrementAndGet();
            drop(changed.value());
          });
    }
  }
}
