package dev.yeoul.platform;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a JSON value should have been, in words that a client's developer understands. */
final class Expectation {
  private Expectation() {}

  static String of(JsonMappingException e) {
    Class<?> target =
        e instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
    if (target == null) {
      return "must fit the call's schema";
    }
    if (target.isEnum()) {
      return "must be one of " + constants(target);
    }
    if (e instanceof InvalidFormatException && target == String.class) {
      return "must be text";
    }
    return "must be " + name(target);
  }

  private static String name(Class<?> target) {
    if (target == String.class) {
      return "text";
    }
    if (target == Boolean.class || target == boolean.class) {
      return "true or false";
    }
    if (target == Integer.class || target == int.class) {
      return "a whole number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE;
    }
    if (target == Long.class || target == long.class) {
      return "a whole number";
    }
    if (target == BigDecimal.class || Number.class.isAssignableFrom(target)) {
      return "a number";
    }
    if (Collection.class.isAssignableFrom(target) || target.isArray()) {
      return "an array";
    }
    if (target == java.time.LocalDate.class) {
      return "a date such as 2026-01-31";
    }
    return target.isRecord() && target.getRecordComponents().length == 1
        ? name(target.getRecordComponents()[0].getType())
        : "an object";
  }

  private static String constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
