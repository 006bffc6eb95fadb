package dev.yeoul.playback;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.yeoul.platform.Json;
import dev.yeoul.platform.Text;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a report's body in the form that players send, without a tree and without reflection. What
 * it reads means the same as to <code>JsonBodyReader</code> and breaks no constraint of {@link
 * ProgressInput}; of all else it says nothing.
 */
final class UsualReport {
  // duplicates are found here: remembering all names costs as much as all else
  private static final JsonFactory FACTORY =
      Json.mapper().getFactory().copy().disable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(Integer.MAX_VALUE);
  private static final BigDecimal LEAST_DURATION = new BigDecimal("0.001");
  private static final int LONGEST_NUMBER = 20;
  private static final int LONGEST_DEVICE = 100;

  private final JsonParser json;
  private @Nullable Long episode;
  private @Nullable BigDecimal position;
  private @Nullable BigDecimal duration;
  private @Nullable Action action;
  private @Nullable String device;

  private boolean usual = true;

  private UsualReport(JsonParser json) {
    this.json = json;
  }

  /** Null for what is not of the usual form. */
  static @Nullable ProgressInput read(byte[] body) {
    try (JsonParser json = parser(body)) {
      return new UsualReport(json).input();
    } catch (IOException e) {
      return null;
    }
  }

  private @Nullable ProgressInput input() throws IOException {
    usual = json.nextToken() == JsonToken.START_OBJECT;
    while (usual && json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      read(name);
    }
    boolean whole = usual && json.hasToken(JsonToken.END_OBJECT) && json.nextToken() == null;
    return !whole || episode == null || position == null
        ? null
        : new ProgressInput(episode, position, duration, action, device);
  }

  private void read(String name) throws IOException {
    switch (name) {
      case "episode_id" -> {
        usual &= episode == null;
        episode = id();
      }
      case "position_seconds" -> {
        usual &= position == null;
        position = seconds(BigDecimal.ZERO);
      }
      case "duration_seconds" -> {
        usual &= duration == null;
        duration = seconds(LEAST_DURATION);
      }
      case "action" -> {
        usual &= action == null;
        action = Action.ofLabelOrNull(text());
        usual &= action != null;
      }
      case "device" -> {
        usual &= device == null;
        device = text();
        usual &=
            device.codePointCount(0, device.length()) <= LONGEST_DEVICE && Text.storable(device);
      }
      default -> usual = false;
    }
  }

  private String text() throws IOException {
    usual &= json.hasToken(JsonToken.VALUE_STRING);
    return json.getText();
  }

  private long id() throws IOException {
    usual &=
        json.hasToken(JsonToken.VALUE_NUMBER_INT)
            && isPlain()
            && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    return usual ? json.getLongValue() : -1;
  }

  private BigDecimal seconds(BigDecimal least) throws IOException {
    JsonToken token = json.currentToken();
    usual &= token != null && token.isNumeric() && isPlain();
    BigDecimal seconds = usual ? json.getDecimalValue() : BigDecimal.ZERO;
    usual &= seconds.compareTo(least) >= 0 && seconds.compareTo(MOST_SECONDS) <= 0;
    return seconds;
  }

  /** Digits alone, and a point. */
  private boolean isPlain() throws IOException {
    int length = json.getTextLength();
    char[] text = json.getTextCharacters();
    int start = json.getTextOffset();
    for (int at = start; at < start + length; at++) {
      if ((text[at] < '0' || text[at] > '9') && text[at] != '.') {
        return false;
      }
    }
    return length <= LONGEST_NUMBER;
  }

  /** Jackson guesses other encodings and lets broken UTF-8 pass; in ASCII there is neither. */
  private static JsonParser parser(byte[] body) throws IOException {
    return isAscii(body)
        ? FACTORY.createParser(body)
        : FACTORY.createParser(UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
  }

  private static boolean isAscii(byte[] body) {
    for (byte one : body) {
      if (one <= 0) {
        return false;
      }
    }
    return true;
  }
}
