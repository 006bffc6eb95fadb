package dev.yeoul.recommendation;

import dev.yeoul.platform.NumberReader;
import dev.yeoul.platform.NumberWriter;
import dev.yeoul.playback.ViewingEvent.Shown;
import dev.yeoul.recommendation.RowPlan.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a viewer is shown: titles by their ids, so that thousands of pages fit into memory.
 *
 * @param version of the model that ranked them
 * @param impression names this showing
 */
record Page(String version, String impression, List<Row> rows) {
  private static final int OVERHEAD_BYTES = 200;

  /** A row's texts, many of which other pages have too. */
  private static final int ROW_BYTES = 100;

  /** What stands for the version where there is no model. */
  static final String NO_MODEL = "none";

  /** One row; see {@link RowPlan}. */
  record Row(String row, String title, Reason reason, Ranked titles) {
    /** Without titles that are not among these. */
    Row keeping(Set<Long> ids) {
      return with(
          Ranked.of(titles.scored().stream().filter(one -> ids.contains(one.id())).toList()));
    }

    Row with(Ranked others) {
      return new Row(row, title, reason, others);
    }
  }

  /**
   * A page that waits to be asked for again, in a third of the bytes: scores as exactly as they are
   * answered, each as its difference from the one before it.
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Packed(Page empty, byte[] titles) {
    int weight() {
      return OVERHEAD_BYTES + empty.rows().size() * ROW_BYTES + titles.length;
    }

    Page unpacked() {
      var numbers = new NumberReader(titles);
      return empty.map(row -> {
        long[] ids = new long[(int) numbers.next()];
        float[] scores = new float[ids.length];
        long scaled = 0;
        for (int i = 0; i < ids.length; i++) {
          ids[i] = numbers.next();
          scaled += numbers.nextSigned();
          scores[i] = PageBytes.score(scaled);
        }
        return new Ranked(ids, scores);
      });
    }
  }

  Packed packed() {
    var numbers = new NumberWriter(OVERHEAD_BYTES);
    Page empty =
        map(row -> {
          Ranked ranked = row.titles();
          numbers.put(ranked.size());
          long before = 0;
          for (int i = 0; i < ranked.size(); i++) {
            long scaled = PageBytes.scaled(ranked.scores()[i]);
            numbers.put(ranked.ids()[i]);
            numbers.putSigned(scaled - before);
            before = scaled;
          }
          return Ranked.NONE;
        });
    return new Packed(empty, numbers.bytes());
  }

  private Page map(Function<Row, Ranked> titles) {
    return new Page(
        version, impression, rows.stream().map(row -> row.with(titles.apply(row))).toList());
  }

  /** All titles' ids. */
  List<Long> ids() {
    return rows.stream().flatMap(row -> Arrays.stream(row.titles().ids()).boxed()).toList();
  }

  /** Without titles that are not among these, and without rows that have none left. */
  Page keeping(Set<Long> ids) {
    return new Page(
        version,
        impression,
        rows.stream().map(row -> row.keeping(ids)).filter(row -> row.titles().size() > 0).toList());
  }

  Shown shown(long userId, String bucket) {
    String text =
        rows.stream()
            .map(row ->
                row.row()
                    + ":"
                    + Arrays.stream(row.titles().ids())
                        .mapToObj(Long::toString)
                        .collect(Collectors.joining(",")))
            .collect(Collectors.joining(";"));
    return new Shown(userId, impression, version, bucket, text);
  }
}
