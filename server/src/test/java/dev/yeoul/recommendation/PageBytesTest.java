package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yeoul.platform.Json;
import dev.yeoul.recommendation.Page.Row;
import dev.yeoul.recommendation.RowPlan.Reason;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageBytesTest {
  static Title title(long id) {
    byte[] json = ("{\"id\":" + id + ",\"title\":\"여울\"}").getBytes(StandardCharsets.UTF_8);
    return new Title(id, "여울", List.of(), List.of(), 0, json);
  }

  private static Row row(String name, long[] ids, float... scores) {
    return new Row(name, "\"" + name + "\"", new Reason("watched", 5L), new Ranked(ids, scores));
  }

  private static byte[] json(Page page) {
    return Objects.requireNonNull(PageBytes.of(ReadyPage.of(page), PageBytesTest::title)).bytes();
  }

  @Test
  void a_page_holds_its_rows_and_they_their_titles_in_order() throws IOException {
    Page page =
        new Page(
            "v1",
            Source.MODEL,
            "i1",
            List.of(
                row("first", new long[] {3, 1}, 2, 1),
                row("none", new long[0]),
                row("last", new long[] {12}, 0)));

    JsonNode rows = Json.mapper().readTree(json(page));

    assertThat(rows.findValuesAsText("row")).containsExactly("first", "none", "last");
    assertThat(rows.get(0).get("title").asText()).isEqualTo("\"first\"");
    assertThat(rows.get(0).get("reason")).hasToString("{\"code\":\"watched\",\"series_id\":5}");
    assertThat(rows.get(0).get("items").findValuesAsText("id")).containsExactly("3", "1");
    assertThat(rows.get(0).get("items").get(1).get("series").get("title").asText()).isEqualTo("여울");
    assertThat(rows.get(1).get("items")).isEmpty();
    assertThat(rows.findValuesAsText("impression_id")).containsExactly("i1", "i1", "i1");
    assertThat(Json.mapper().readTree(json(new Page("v", Source.MODEL, "i", List.of())))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0000",
    "-0.00001, 0.0000",
    "0.00006, 0.0001",
    "0.99996, 1.0000",
    "9.99996, 10.0000",
    "-0.25, -0.2500",
    "-12.5, -12.5000",
    "1234.5, 1234.5000",
    "1e9, 1000000000.0000"
  })
  void scores_have_four_decimals(float score, String text) throws IOException {
    Page page =
        new Page("v", Source.MODEL, "i", List.of(row("r", new long[] {1, 2}, score, score)));

    String json =
        new String(
            PageBytes.ofRow(ReadyPage.of(page), PageBytesTest::title).bytes(),
            StandardCharsets.UTF_8);

    assertThat(json).contains("\"score\":" + text + "}");
    assertThat(Json.mapper().readTree(json).get("items").get(1).get("score").decimalValue())
        .isEqualByComparingTo(new BigDecimal(text));
  }

  @Test
  void a_title_that_is_not_at_hand_makes_no_page() {
    Page page = new Page("v", Source.MODEL, "i", List.of(row("r", new long[] {1, 2}, 1, 1)));

    assertThat(PageBytes.of(ReadyPage.of(page), id -> id == 2 ? null : title(id))).isNull();
  }
}
