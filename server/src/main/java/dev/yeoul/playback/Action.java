package dev.yeoul.playback;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the player did. */
public enum Action {
  /** It plays: started, or still at it. */
  @JsonProperty("play")
  PLAY,
  /** It was paused. */
  @JsonProperty("pause")
  PAUSE,
  /** It was closed. */
  @JsonProperty("stop")
  STOP,
  /** It jumped. */
  @JsonProperty("seek")
  SEEK;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** Its name in JSON and in the stores. */
  public String label() {
    return label;
  }

  static Action ofLabel(String label) {
    Action action = ofLabelOrNull(label);
    if (action == null) {
      throw new IllegalArgumentException("no action: " + label);
    }
    return action;
  }

  /** Null for what is no action's name. */
  static @Nullable Action ofLabelOrNull(String label) {
    return switch (label) {
      case "play" -> PLAY;
      case "pause" -> PAUSE;
      case "stop" -> STOP;
      case "seek" -> SEEK;
      default -> null;
    };
  }
}
