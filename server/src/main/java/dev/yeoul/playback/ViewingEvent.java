package dev.yeoul.playback;

import dev.yeoul.catalog.EpisodeId;
import dev.yeoul.catalog.SeriesId;
import org.jspecify.annotations.Nullable;

/** What happened, as it stands in a partition's stream. */
public sealed interface ViewingEvent {
  /** The viewer: a user's id. */
  long userId();

  /** The form in which it stands in the stream: members divided by bars, cheap to read back. */
  String text();

  /**
   * A viewer was at this position.
   *
   * @param positionMs milliseconds, 0 or more
   * @param durationMs milliseconds, more than 0; null where nobody knows
   * @param completed whether at least 90 % was seen
   * @param device what the client called itself
   */
  record Watched(
      long userId,
      SeriesId seriesId,
      EpisodeId episodeId,
      long positionMs,
      @Nullable Long durationMs,
      boolean completed,
      Action action,
      @Nullable String device)
      implements ViewingEvent {
    @Override
    public String text() {
      // the device comes last, because it is the one member that may hold a bar
      return "W|"
          + userId
          + '|'
          + seriesId.value()
          + '|'
          + episodeId.value()
          + '|'
          + state()
          + '|'
          + action.label()
          + (device == null ? "" : "|" + device);
    }

    /** The part that the viewer's hash in Redis holds too. */
    String state() {
      return positionMs
          + "|"
          + (durationMs == null ? "" : Long.toString(durationMs))
          + (completed ? "|1" : "|0");
    }
  }

  /** A viewer removed what came before from the history; null: of every series. */
  record HistoryRemoved(long userId, @Nullable SeriesId seriesId) implements ViewingEvent {
    @Override
    public String text() {
      return "H|" + userId + '|' + (seriesId == null ? 0 : seriesId.value());
    }
  }

  /** A viewer removed a series from continue watching; a later write brings it back. */
  record ContinueHidden(long userId, SeriesId seriesId) implements ViewingEvent {
    @Override
    public String text() {
      return "C|" + userId + '|' + seriesId.value();
    }
  }

  /**
   * A viewer was shown titles.
   *
   * @param impression names this showing
   * @param version of the model that chose them
   * @param bucket of the comparison that the viewer is in
   * @param rows <code>row:id,id;row:id</code>, in the order of the page
   */
  record Shown(long userId, String impression, String version, String bucket, String rows)
      implements ViewingEvent {
    @Override
    public String text() {
      return "S|" + userId + "|0|" + impression + '|' + version + '|' + bucket + '|' + rows;
    }
  }

  /** A viewer chose a title of a showing. */
  record Clicked(long userId, SeriesId seriesId, String impression) implements ViewingEvent {
    @Override
    public String text() {
      return "K|" + userId + '|' + seriesId.value() + '|' + impression;
    }
  }

  /**
   * Reads {@link #text()} back.
   *
   * @throws IllegalArgumentException for what is no such text
   */
  static ViewingEvent parse(String text) {
    var members = new BarScanner(text);
    String kind = members.next();
    long user = members.number();
    long series = members.number();
    return switch (kind) {
      case "W" ->
          new Watched(
              user,
              new SeriesId(series),
              new EpisodeId(members.number()),
              members.number(),
              members.optionalNumber(),
              members.number() == 1,
              Action.ofLabel(members.next()),
              members.rest());
      case "H" -> new HistoryRemoved(user, series == 0 ? null : new SeriesId(series));
      case "C" -> new ContinueHidden(user, new SeriesId(series));
      case "S" -> new Shown(user, members.next(), members.next(), members.next(), members.next());
      case "K" -> new Clicked(user, new SeriesId(series), members.next());
      default -> throw new IllegalArgumentException("no viewing event: " + kind);
    };
  }
}
