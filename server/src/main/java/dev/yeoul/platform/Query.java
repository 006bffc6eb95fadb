package dev.yeoul.platform;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Query and path parameters, read strictly. */
public final class Query {
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,4000}");
  private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

  private Query() {}

  /**
   * A whole number within a range.
   *
   * @throws ProblemException 422 naming the parameter and the range
   */
  public static long integer(String name, String value, long min, long max) {
    if (INTEGER.matcher(value).matches()) {
      BigInteger number = new BigInteger(value);
      if (number.compareTo(BigInteger.valueOf(min)) >= 0
          && number.compareTo(BigInteger.valueOf(max)) <= 0) {
        return number.longValueExact();
      }
    }
    throw ProblemException.invalid(name, "must be a whole number from " + min + " to " + max);
  }

  /**
   * An id in a path. A whole number that no row can have gives -1, which no row has.
   *
   * @throws ProblemException 422 for what is not a whole number
   */
  public static long id(String name, String value) {
    if (!INTEGER.matcher(value).matches()) {
      throw ProblemException.invalid(name, "must be a whole number");
    }
    BigInteger number = new BigInteger(value);
    return number.signum() < 0 || number.compareTo(LONG_MAX) > 0 ? -1 : number.longValueExact();
  }

  /**
   * One constant of an enum, written in lower case.
   *
   * @throws ProblemException 422 listing what is possible
   */
  public static <E extends Enum<E>> @Nullable E oneOf(
      String name, @Nullable String value, Class<E> type) {
    if (value == null) {
      return null;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(value)) {
        return constant;
      }
    }
    throw ProblemException.invalid(
        name,
        "must be one of "
            + String.join(
                ", ",
                Arrays.stream(type.getEnumConstants())
                    .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                    .toList()));
  }

  /**
   * Text that a database can hold.
   *
   * @throws ProblemException 422 for NUL and for lone surrogates
   */
  public static @Nullable String text(String name, @Nullable String value) {
    if (value != null && !Text.storable(value)) {
      throw ProblemException.invalid(name, Text.RULE);
    }
    return value;
  }

  /**
   * true or false.
   *
   * @throws ProblemException 422 for anything else
   */
  public static boolean flag(String name, @Nullable String value) {
    if (value == null || value.equals("false")) {
      return false;
    }
    if (value.equals("true")) {
      return true;
    }
    throw ProblemException.invalid(name, "must be true or false");
  }
}
