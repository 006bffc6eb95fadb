package dev.yeoul.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yeoul.catalog.EpisodeId;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.playback.ViewingEvent.Clicked;
import dev.yeoul.playback.ViewingEvent.ContinueHidden;
import dev.yeoul.playback.ViewingEvent.HistoryRemoved;
import dev.yeoul.playback.ViewingEvent.Shown;
import dev.yeoul.playback.ViewingEvent.Watched;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewingEventTest {
  @Property(tries = 200)
  void what_was_written_is_read_back(
      @ForAll @LongRange(min = 1) long user,
      @ForAll @LongRange(min = 0) long position,
      @ForAll boolean completed,
      @ForAll Action action,
      @ForAll @StringLength(max = 100) String device) {
    var watched =
        new Watched(
            user, new SeriesId(7), new EpisodeId(8), position, 9L, completed, action, device);
    assertThat(ViewingEvent.parse(watched.text())).isEqualTo(watched);
  }

  @Test
  void unknown_members_are_read_back_as_unknown() {
    var watched =
        new Watched(1, new SeriesId(2), new EpisodeId(3), 0, null, false, Action.SEEK, null);
    assertThat(ViewingEvent.parse(watched.text())).isEqualTo(watched);
  }

  @Test
  void a_bar_belongs_to_the_device() {
    var watched =
        new Watched(1, new SeriesId(2), new EpisodeId(3), 4, 5L, true, Action.PLAY, "a|b||");
    assertThat(ViewingEvent.parse(watched.text())).isEqualTo(watched);
  }

  @Test
  void removals_are_read_back() {
    var all = new HistoryRemoved(1, null);
    var one = new HistoryRemoved(1, new SeriesId(2));
    var hidden = new ContinueHidden(1, new SeriesId(2));
    assertThat(ViewingEvent.parse(all.text())).isEqualTo(all);
    assertThat(ViewingEvent.parse(one.text())).isEqualTo(one);
    assertThat(ViewingEvent.parse(hidden.text())).isEqualTo(hidden);
  }

  @Test
  void showings_and_choices_are_read_back() {
    var shown = new Shown(1, "AZq3kR0xB7c", "20261124T134200Z-2", "b", "new:1,2;genre_드라마:3");
    var clicked = new Clicked(1, new SeriesId(2), "AZq3kR0xB7c");
    assertThat(ViewingEvent.parse(shown.text())).isEqualTo(shown);
    assertThat(ViewingEvent.parse(clicked.text())).isEqualTo(clicked);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "W", "W|1|2", "X|1|2", "W|1|2|3|4|5|0|dance", "W|a|2|3|4|5|0|play"})
  void anything_else_is_refused(String text) {
    assertThatThrownBy(() -> ViewingEvent.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
