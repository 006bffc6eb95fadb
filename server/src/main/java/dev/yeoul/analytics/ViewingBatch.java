package dev.yeoul.analytics;

import dev.yeoul.playback.RefusedEntry;
import dev.yeoul.playback.StreamEntry;
import dev.yeoul.playback.ViewingEntry;
import dev.yeoul.playback.ViewingEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Entries on their way to the stores. One thread's. */
final class ViewingBatch {
  private final List<StreamEntry> all;
  private final Map<StreamEntry, ViewingEntry> good;
  private final Map<StreamEntry, RefusedEntry> refused = new LinkedHashMap<>();

  ViewingBatch(List<StreamEntry> entries) {
    this.all = List.copyOf(entries);
    this.good = LinkedHashMap.newLinkedHashMap(all.size());
    for (StreamEntry entry : all) {
      try {
        good.put(entry, new ViewingEntry(entry, ViewingEvent.parse(entry.text())));
      } catch (IllegalArgumentException e) {
        refused.put(entry, new RefusedEntry(entry, "unreadable: " + e.getMessage()));
      }
    }
  }

  List<StreamEntry> all() {
    return all;
  }

  /** Those that no store has refused so far. */
  Map<StreamEntry, ViewingEntry> good() {
    return good;
  }

  List<ViewingEntry> goodEntries() {
    return new ArrayList<>(good.values());
  }

  List<RefusedEntry> refused() {
    return List.copyOf(refused.values());
  }

  void refuse(Collection<RefusedEntry> entries) {
    for (RefusedEntry one : entries) {
      good.remove(one.entry());
      refused.put(one.entry(), one);
    }
  }
}
