package dev.yeoul.playback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.catalog.EpisodeId;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.NumberReader;
import dev.yeoul.platform.NumberWriter;
import dev.yeoul.playback.KnownHistory.Bounds;
import dev.yeoul.playback.ViewerHistory.Mark;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownHistoryTest {
  private static final Instant READ = Instant.parse("2026-11-24T12:00:00.123Z");
  private static final long MS = READ.toEpochMilli();

  private static ProgressRow row(long series, long ms, boolean completed) {
    Long duration = completed ? null : Long.valueOf(3_600_000);
    return new ProgressRow(
        new SeriesId(series),
        new EpisodeId(series * 10),
        60_000,
        duration,
        completed,
        new EntryId(ms, series % 3));
  }

  private static KnownHistory again(KnownHistory known) {
    var numbers = new NumberWriter(1);
    known.pack(numbers);
    var packed = new NumberReader(numbers.bytes());
    KnownHistory unpacked = KnownHistory.unpacked(packed);
    assertThat(packed.hasNext()).isFalse();
    return unpacked;
  }

  @Test
  void what_was_packed_is_the_same_again() {
    var bounds =
        new Bounds(
            Map.of(0L, new EntryId(MS - 5_000, 2), 9L, new EntryId(MS, 0)),
            Map.of(4L, new EntryId(MS - 20, 1)),
            READ);
    KnownHistory known =
        KnownHistory.of(
            new Mark(4, MS - 10),
            bounds,
            List.of(row(4, MS - 10, false), row(5, MS - 400, true), row(6, MS - 90, false)));

    KnownHistory unpacked = again(known);

    assertThat(unpacked.mark()).isEqualTo(known.mark());
    assertThat(unpacked.bounds()).isEqualTo(bounds);
    assertThat(unpacked.rows()).isEqualTo(known.rows());
    assertThat(unpacked.rows())
        .containsExactly(row(4, MS - 10, false), row(6, MS - 90, false), row(5, MS - 400, true));
    assertThat(unpacked.series()).isEqualTo(known.series());
  }

  @Test
  void that_of_one_who_watched_nothing_too() {
    KnownHistory unpacked = again(KnownHistory.NONE);

    assertThat(unpacked.mark()).isEqualTo(Mark.NONE);
    assertThat(unpacked.rows()).isEmpty();
    assertThat(unpacked.readAt()).isEqualTo(Instant.EPOCH);
  }
}
