package dev.yeoul.playback;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yeoul.platform.Cursor;
import dev.yeoul.platform.ListQuery;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The place in a viewer's lists behind an entry. */
final class WatchingCursor {
  private static final String ORDER = "watched";

  private WatchingCursor() {}

  /** The entry behind which the wanted rows are, older than it; null for all. */
  static @Nullable EntryId before(ListQuery query) {
    if (query.after == null) {
      return null;
    }
    List<JsonNode> values = Cursor.decode(query.after, ORDER, 2);
    if (!values.stream().allMatch(JsonNode::canConvertToLong)) {
      throw Cursor.refused();
    }
    return new EntryId(values.get(0).longValue(), values.get(1).longValue());
  }

  /** The Link header of a part that ends with this entry. */
  static String next(ListQuery query, String path, EntryId last) {
    return query.next(path, Cursor.encode(ORDER, last.ms(), last.seq()), Map.of());
  }
}
