package dev.yeoul.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.Test;

/** A small body never becomes a large answer, nor much memory on the way to it. */
class JsonBodyReaderTest {
  private static final int SMALL = 64 * 1024;
  private static final String NUL = "\"\\u0000\"";

  private final JsonBodyReader reader = new JsonBodyReader(validator());

  record Words(@NotNull List<@NotNull String> words) {}

  @Test
  void what_fits_is_read() {
    assertThat(read("{\"words\": [\"강\", \"여울\"], \"more\": 1}"))
        .isEqualTo(new Words(List.of("강", "여울")));
  }

  @Test
  void a_long_name_is_a_syntax_error() {
    String body = "{\"" + "n".repeat(50_000) + "\": [" + values(NUL, 2000) + "]}";
    assertThat(refusal(body, 400).detail()).contains("1000 characters").doesNotContain("Stream");
  }

  @Test
  void many_NULs_are_told_of_once_in_a_while() {
    ProblemException problem = refusal("{\"words\": [" + values(NUL, 10_000) + "]}", 422);
    assertThat(problem.violations()).hasSize(Violation.MOST);
    assertThat(problem.violations().getFirst().pointer()).isEqualTo("/words/0");
  }

  @Test
  void deep_and_long_names_make_no_long_pointers() {
    String opened = ("{\"" + "~".repeat(990) + "\": ").repeat(90);
    ProblemException problem =
        refusal(opened + "[" + values(NUL, 5000) + "]" + "}".repeat(90), 422);
    assertThat(problem.violations()).hasSize(Violation.MOST);
  }

  @Test
  void many_values_are_a_syntax_error() {
    assertThat(refusal("{\"words\": [" + values("null", 20_000) + "]}", 400).detail())
        .contains("20000 tokens");
  }

  @Test
  void many_broken_rules_are_told_of_once_in_a_while() {
    ProblemException problem = refusal("{\"words\": [" + values("null", 10_000) + "]}", 422);
    assertThat(problem.violations()).hasSize(Violation.MOST);
  }

  private static String values(String value, int count) {
    return (value + ",").repeat(count - 1) + value;
  }

  private ProblemException refusal(String body, int status) {
    ProblemException problem = catchThrowableOfType(ProblemException.class, () -> read(body));
    assertThat(problem.type().status()).isEqualTo(status);
    assertThat(Representation.bytes(ProblemBody.members(problem))).hasSizeLessThan(SMALL);
    return problem;
  }

  @SuppressWarnings("unchecked")
  private Object read(String body) {
    try {
      return reader.readFrom(
          (Class<Object>) (Class<?>) Words.class,
          Words.class,
          new Annotation[0],
          MediaType.APPLICATION_JSON_TYPE,
          new MultivaluedHashMap<>(),
          new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Validator validator() {
    try (ValidatorFactory factory =
        Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()) {
      return factory.getValidator();
    }
  }
}
