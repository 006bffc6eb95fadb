package dev.yeoul.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters, cursors, conditional headers and JSON, as clients meet them. */
class RequestRulesTest {
  @Test
  void a_page_has_defaults_and_bounds() {
    assertThat(PageRequest.of(null, null, null)).isEqualTo(new PageRequest(0, 20, null));
    assertThat(PageRequest.of("9223372036854775807", "100", null))
        .isEqualTo(new PageRequest(Long.MAX_VALUE, 100, null));
  }

  @ParameterizedTest
  @CsvSource({
    "-1,20",
    "9223372036854775808,20",
    "x,20",
    "1.0,20",
    "'',20",
    "0,0",
    "0,101",
    "0,-1",
    "0,ten",
    "0,1e1",
    "' 1',20",
    "+1,20"
  })
  void anything_else_is_refused(String skip, String limit) {
    assertThatThrownBy(() -> PageRequest.of(skip, limit, null))
        .isInstanceOfSatisfying(
            ProblemException.class, problem -> assertThat(problem.type().status()).isEqualTo(422));
  }

  @Test
  void a_cursor_and_skip_exclude_each_other() {
    assertThatThrownBy(() -> PageRequest.of("0", null, "x")).hasMessageStartingWith("after");
  }

  @Property(tries = 200)
  void a_cursor_gives_back_what_went_in(@ForAll @LongRange(min = 0) long id, @ForAll String title) {
    if (!Text.storable(title)) {
      return;
    }
    List<JsonNode> values = Cursor.decode(Cursor.encode("title", title, id), "title", 2);

    assertThat(values.get(0).asText()).isEqualTo(title);
    assertThat(values.get(1).asLong()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "!!!", "bnVsbA", "W10", "WyJ0aXRsZSJd", "WyJpZCIsMV0"})
  void a_cursor_from_elsewhere_is_refused(String cursor) {
    assertThatThrownBy(() -> Cursor.decode(cursor, "title", 1))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("after");
  }

  @ParameterizedTest
  @CsvSource({"5,5", "-1,-1", "-99,-1", "9223372036854775808,-1", "007,7"})
  void an_id_that_no_row_can_have_is_minus_one(String text, long id) {
    assertThat(Query.id("series_id", text)).isEqualTo(id);
  }

  @Test
  void changes_need_the_current_version() {
    ETags.requireMatch("\"a\"", "\"a\"");
    ETags.requireMatch("\"x\", \"a\"", "\"a\"");
    ETags.requireMatch("*", "\"a\"");
    assertThatThrownBy(() -> ETags.requireMatch("W/\"a\"", "\"a\"")).satisfies(e -> status(e, 412));
    assertThatThrownBy(() -> ETags.requireMatch("\"b\"", "\"a\"")).satisfies(e -> status(e, 412));
    assertThatThrownBy(() -> ETags.requireMatch(null, "\"a\"")).satisfies(e -> status(e, 428));
    assertThatThrownBy(() -> ETags.requireMatch(" ", "\"a\"")).satisfies(e -> status(e, 428));
  }

  @Test
  void reads_compare_versions_weakly() {
    assertThat(ETags.noneMatch("W/\"a\"", "\"a\"")).isTrue();
    assertThat(ETags.noneMatch("\"b\", \"a\"", "\"a\"")).isTrue();
    assertThat(ETags.noneMatch("\"b\"", "\"a\"")).isFalse();
    assertThat(ETags.noneMatch(null, "\"a\"")).isFalse();
  }

  @Test
  void json_is_written_as_the_conventions_say() {
    String json =
        new String(
            Representation.bytes(Map.of("at", Instant.parse("2026-11-22T12:00:00Z"))),
            java.nio.charset.StandardCharsets.UTF_8);
    assertThat(json).isEqualTo("{\"at\":\"2026-11-22T12:00:00.000Z\"}");
    assertThat(text(new BigDecimal("12.500"))).isEqualTo("12.5");
    assertThat(text(new BigDecimal("100.000"))).isEqualTo("100");
    assertThat(text(new BigDecimal("0.000"))).isEqualTo("0");
    assertThat(text("여울 🌊")).isEqualTo("\"여울 🌊\"");
  }

  @Test
  void partitions_are_stable() {
    assertThat(Partition.tag(17)).isEqualTo("{p17}");
    assertThat(Partition.tag(256 + 17)).isEqualTo("{p17}");
    assertThat(Partition.of(255)).isEqualTo(255);
  }

  private static String text(Object value) {
    return new String(Representation.bytes(value), java.nio.charset.StandardCharsets.UTF_8);
  }

  private static void status(Throwable problem, int status) {
    assertThat(((ProblemException) problem).type().status()).isEqualTo(status);
  }
}
