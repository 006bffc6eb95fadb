package dev.yeoul.bench.peer;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON work of a progress write: the service's checks, script arguments and answer. */
final class BareProgress {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();
  private static final ObjectReader READER = MAPPER.readerFor(Input.class);
  private static final ObjectWriter WRITER = MAPPER.writerFor(View.class);
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(Integer.MAX_VALUE);
  private static final int MOST_DEVICE = 100;
  private static final int PARTITIONS = 256;
  private static final String KEEP_SECONDS = Long.toString(30L * 24 * 60 * 60);
  private static final String KEEP_SERIES = "1000";

  private BareProgress() {}

  /** What a player sends. */
  record Input(
      @JsonProperty("episode_id") @Nullable Long episodeId,
      @JsonProperty("position_seconds") @Nullable BigDecimal positionSeconds,
      @JsonProperty("duration_seconds") @Nullable BigDecimal durationSeconds,
      @JsonProperty("action") @Nullable String action,
      @JsonProperty("device") @Nullable String device) {}

  /** What it gets back. */
  record View(
      @JsonProperty("series_id") long seriesId,
      @JsonProperty("episode_id") long episodeId,
      @JsonProperty("position_seconds") BigDecimal positionSeconds,
      @JsonProperty("duration_seconds") @Nullable BigDecimal durationSeconds,
      @JsonProperty("completed") boolean completed,
      @JsonProperty("updated_at") String updatedAt) {}

  /** An episode as a file of the bench names it; 0 seconds where nobody knows its length. */
  record Episode(long series, long id, long seconds) {}

  /** A checked write. */
  record Write(
      long user, Episode episode, long positionMs, String action, @Nullable String device) {
    private long durationMs() {
      return episode.seconds() * 1000;
    }

    private boolean completed() {
      return durationMs() > 0 && positionMs * 10 >= durationMs() * 9;
    }

    private String state() {
      return positionMs
          + "|"
          + (durationMs() > 0 ? Long.toString(durationMs()) : "")
          + (completed() ? "|1" : "|0");
    }

    /** Under a prefix of our own: the service's worker must not read this. */
    List<String> keys() {
      String tag = "{p" + user % PARTITIONS + "}";
      return List.of(
          "bare:progress:" + tag + ":" + user + ":" + episode.series(),
          "bare:watching:" + tag + ":" + user,
          "bare:views:" + tag);
    }

    List<String> arguments() {
      String state = state();
      String text =
          "W|"
              + user
              + '|'
              + episode.series()
              + '|'
              + episode.id()
              + '|'
              + state
              + '|'
              + action
              + (device == null ? "" : "|" + device);
      return List.of(
          Long.toString(episode.series()),
          Long.toString(episode.id()),
          state,
          text,
          KEEP_SECONDS,
          KEEP_SERIES);
    }

    /** The answer, once Redis gave the entry's id. */
    byte[] answer(String entryId) throws IOException {
      long at = Long.parseLong(entryId.substring(0, entryId.indexOf('-')));
      return WRITER.writeValueAsBytes(
          new View(
              episode.series(),
              episode.id(),
              seconds(positionMs),
              durationMs() > 0 ? seconds(durationMs()) : null,
              completed(),
              INSTANT.format(Instant.ofEpochMilli(at))));
    }
  }

  static Input read(byte[] body) throws IOException {
    return READER.readValue(body);
  }

  /** Null where the service would refuse. */
  static @Nullable Write check(long user, Episode episode, Input input) {
    BigDecimal position = input.positionSeconds();
    String device = input.device();
    String action = input.action() == null ? "play" : input.action();
    if (position == null
        || position.signum() < 0
        || position.compareTo(MOST_SECONDS) > 0
        || (device != null && (device.length() > MOST_DEVICE || device.indexOf('\0') >= 0))
        || !List.of("play", "pause", "stop", "seek").contains(action)) {
      return null;
    }
    long millis = position.setScale(3, RoundingMode.HALF_UP).unscaledValue().longValueExact();
    boolean beyond = episode.seconds() > 0 && millis > episode.seconds() * 1000;
    return beyond ? null : new Write(user, episode, millis, action, device);
  }

  private static BigDecimal seconds(long millis) {
    return millis == 0 ? BigDecimal.ZERO : BigDecimal.valueOf(millis, 3).stripTrailingZeros();
  }
}
