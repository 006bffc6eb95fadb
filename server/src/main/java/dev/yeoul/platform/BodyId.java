package dev.yeoul.platform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.math.BigInteger;

/**
 * Reads an id in a body as {@link Query#id} does one in a path: a whole number that no row can have
 * is -1, which no row has, so that the answer is 404; everything else does not fit (422).
 */
public final class BodyId extends StdDeserializer<Long> {
  private static final long serialVersionUID = 1L;

  private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

  /** For the annotation alone. */
  public BodyId() {
    super(Long.class);
  }

  @Override
  public Long deserialize(JsonParser json, DeserializationContext context) throws IOException {
    if (!json.hasToken(JsonToken.VALUE_NUMBER_INT)) {
      return (Long) context.handleUnexpectedToken(Long.class, json);
    }
    BigInteger number = json.getBigIntegerValue();
    return number.signum() < 0 || number.compareTo(LARGEST) > 0 ? -1 : number.longValueExact();
  }
}
