package dev.yeoul.account;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of an application/x-www-form-urlencoded body, read strictly: a field that comes twice,
 * a broken percent sequence and bytes that are not UTF-8 are errors, as RFC 6749 asks for.
 */
final class FormFields {
  private final Map<String, String> fields = new LinkedHashMap<>();

  private FormFields() {}

  /** Throws ProblemException 400 invalid_request for what can't be read. */
  static FormFields parse(byte[] body) {
    FormFields form = new FormFields();
    int start = 0;
    for (int i = 0; i <= body.length; i++) {
      if (i == body.length || body[i] == '&') {
        form.add(body, start, i);
        start = i + 1;
      }
    }
    return form;
  }

  /** The field's value; one without a value counts as absent (RFC 6749 section 3.2). */
  Optional<String> find(String name) {
    return Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty());
  }

  private void add(byte[] body, int start, int end) {
    if (start == end) {
      return;
    }
    int equals = start;
    while (equals < end && body[equals] != '=') {
      equals++;
    }
    String name = decode(body, start, equals);
    String value = decode(body, Math.min(equals + 1, end), end);
    if (fields.putIfAbsent(name, value) != null) {
      throw refused("a field comes twice");
    }
  }

  private static String decode(byte[] body, int start, int end) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(end - start);
    for (int i = start; i < end; i++) {
      if (body[i] == '%') {
        bytes.write(i + 2 < end ? hex(body[i + 1]) << 4 | hex(body[i + 2]) : broken());
        i += 2;
      } else {
        bytes.write(body[i] == '+' ? ' ' : body[i]);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw refused("the fields must be UTF-8");
    }
  }

  private static int hex(byte digit) {
    int value = Character.digit(digit, 16);
    return value < 0 ? broken() : value;
  }

  private static int broken() {
    throw refused("a percent sequence is broken");
  }

  private static RuntimeException refused(String why) {
    return Refusal.tokenError(AccountProblem.INVALID_REQUEST, "The form can't be read: " + why);
  }
}
