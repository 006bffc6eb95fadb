package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.yeoul.analytics.ExposureLog;
import dev.yeoul.embedded.SharedStores;
import dev.yeoul.recommendation.Comparison.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Planted documents in a database of its own, and figures that were worked out by hand. */
class ComparisonReportTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final Instant MONDAY = Instant.parse("2026-11-23T09:00:00Z");

  private final MongoClient client =
      MongoClients.create(
          Objects.requireNonNull(SharedStores.get().environment().get("MONGO_URI")));
  private final MongoDatabase database = client.getDatabase("comparison");
  private final List<Document> behaviors = new ArrayList<>();
  private final List<Document> plays = new ArrayList<>();

  @AfterEach
  void drop() {
    database.drop();
    client.close();
  }

  @Test
  void without_impressions_there_is_nothing_to_compare() {
    click(1, "gone", 10, MONDAY);
    play(1, 10, MONDAY);
    shown(1, "old", "a", "m1", NOW.minus(Duration.ofDays(8)), Map.of("for_you", List.of(10L)));
    assertThat(report().text())
        .isEqualTo("no impressions in the last 7 days: there is nothing to compare");
  }

  @Test
  void the_figures_are_those_worked_out_by_hand() {
    plantFiveViewers();
    ComparisonReport report = report();

    // viewers' impressions 2, 1, 3; clicked 1, 0, 0; followed 1, 1, 0
    Figures a = figures(report, "a", null, null);
    assertThat(a.viewers()).isEqualTo(3);
    assertThat(a.impressions()).isEqualTo(6);
    assertRate(a.clicked(), 1 / 6.0, 0.1734722);
    assertRate(a.followed(), 2 / 6.0, 0.2545875);
    assertThat(a.clicked().low()).isZero();
    assertThat(a.clicked().high()).isCloseTo(0.5066657, within(1e-6));

    // 1, 1; clicked 1, 0; the plays before and 25 hours after do not count
    Figures b = figures(report, "b", null, null);
    assertRate(b.clicked(), 0.5, 0.5);
    assertRate(b.followed(), 0.5, 0.5);

    RateDifference clicked = difference(report, null);
    assertThat(clicked.value()).isCloseTo(1 / 3.0, within(1e-9));
    assertThat(clicked.error()).isCloseTo(0.5292377, within(1e-6));
    assertThat(clicked.verdict()).isEqualTo("too few viewers to tell");
  }

  @Test
  void rows_and_model_versions_have_figures_of_their_own() {
    plantFiveViewers();
    ComparisonReport report = report();
    assertThat(figures(report, "a", "m1", null).impressions()).isEqualTo(5);
    assertThat(figures(report, "a", "m2", null).impressions()).isEqualTo(1);
    assertThat(figures(report, "a", "m2", null).followed().value()).isEqualTo(1);
    // the click was on a title of trending; the play was of one of for_you
    assertThat(figures(report, "a", null, "trending").clicked().value()).isEqualTo(1);
    assertThat(figures(report, "a", null, "for_you").clicked().value()).isZero();
    assertThat(figures(report, "a", null, "for_you").followed().value())
        .isCloseTo(1 / 6.0, within(1e-9));
    assertThat(figures(report, "a", null, "for_you").impressions()).isEqualTo(6);
    assertThat(figures(report, "a", null, "trending").impressions()).isEqualTo(1);
    assertThat(report.difference("trending", Figures::clicked)).isNull();
  }

  private void plantFiveViewers() {
    shown(
        1, "i1", "a", "m1", MONDAY, Map.of("for_you", List.of(10L, 11L), "trending", List.of(20L)));
    shown(1, "i2", "a", "m1", MONDAY.plusSeconds(60), Map.of("for_you", List.of(10L)));
    click(1, "i1", 20, MONDAY.plusSeconds(5));
    shown(2, "i3", "a", "m2", MONDAY, Map.of("for_you", List.of(10L, 12L)));
    play(2, 12, MONDAY.plus(Duration.ofHours(24)));
    play(2, 13, MONDAY.plusSeconds(1));
    for (int i = 4; i <= 6; i++) {
      shown(3, "i" + i, "a", "m1", MONDAY.plusSeconds(i), Map.of("for_you", List.of(10L)));
    }
    play(1, 99, MONDAY.plusSeconds(90));
    shown(4, "i7", "b", "m1", MONDAY, Map.of("for_you", List.of(10L)));
    click(4, "i7", 10, MONDAY.plusSeconds(3));
    click(4, "i1", 20, MONDAY.plusSeconds(4)); // somebody else's impression
    shown(5, "i8", "b", "m1", MONDAY, Map.of("for_you", List.of(10L)));
    play(5, 10, MONDAY.minusSeconds(1));
    play(5, 10, MONDAY.plus(Duration.ofHours(25)));
    pause(5, 10, MONDAY.plusSeconds(2));
    play(6, 10, MONDAY.plusSeconds(2)); // was shown nothing
    behaviors.add(
        new Document("user_id", 3L).append("behavior", "impression").append("at", MONDAY));
  }

  @Test
  void an_interval_that_holds_zero_shows_no_difference() {
    plantMany(20, 20);
    assertThat(difference(report(), null).verdict()).isEqualTo("no difference shown");
    assertThat(report().text()).contains("all rows, clicked", "no difference shown");
  }

  @Test
  void a_clear_difference_is_named() throws IOException {
    plantMany(4, 30);
    ComparisonReport report = report();
    RateDifference difference = difference(report, null);
    assertThat(difference.verdict()).isEqualTo("b is higher");
    // sqrt(40 / 39 * 40 p (1 - p)) / 40 in each bucket
    assertThat(difference.error())
        .isCloseTo(Math.sqrt((0.1 * 0.9 + 0.75 * 0.25) / 39), within(1e-9));
    Path file = folder.resolve("report.json");
    report.write(file);
    JsonNode json = new ObjectMapper().readTree(Files.readString(file));
    assertThat(json.at("/groups/0/bucket").asText()).isEqualTo("a");
    assertThat(json.at("/groups/0/clicked/rate").asDouble()).isEqualTo(0.1);
    assertThat(json.at("/differences/0/verdict").asText()).isEqualTo("b is higher");
    assertThat(json.at("/differences/0/b_less_a").asDouble()).isCloseTo(0.65, within(1e-9));
  }

  @TempDir private Path folder = Path.of("");

  /** 40 viewers a bucket with one impression each, of whom so many click. */
  private void plantMany(int clicksOfA, int clicksOfB) {
    for (int viewer = 0; viewer < 80; viewer++) {
      String bucket = viewer < 40 ? "a" : "b";
      String id = "i" + viewer;
      shown(viewer + 1, id, bucket, "m1", MONDAY, Map.of("for_you", List.of(10L)));
      if (viewer % 40 < (viewer < 40 ? clicksOfA : clicksOfB)) {
        click(viewer + 1, id, 10, MONDAY.plusSeconds(9));
      }
    }
  }

  @Test
  void one_bucket_alone_is_shown_without_a_difference() {
    shown(1, "i1", "a", "m1", MONDAY, Map.of("for_you", List.of(10L)));
    assertThat(report().text()).contains("(one viewer)", "one bucket only");
  }

  private ComparisonReport report() {
    if (!behaviors.isEmpty()) {
      Collections.shuffle(behaviors, new Random(1));
      database.getCollection("user_behaviors").insertMany(behaviors);
      behaviors.clear();
    }
    if (!plays.isEmpty()) {
      Collections.shuffle(plays, new Random(2));
      database.getCollection("viewing_logs").insertMany(plays);
      plays.clear();
    }
    return ComparisonReport.of(new ExposureLog(database), Clock.fixed(NOW, ZoneOffset.UTC), 7);
  }

  private void shown(
      long user, String id, String bucket, String model, Instant at, Map<String, List<Long>> rows) {
    List<Document> listed = new ArrayList<>();
    rows.forEach((row, series) -> listed.add(new Document("row", row).append("series", series)));
    behaviors.add(
        new Document("user_id", user)
            .append("behavior", "impression")
            .append("at", at)
            .append(
                "details",
                new Document("impression_id", id)
                    .append("model_version", model)
                    .append("bucket", bucket)
                    .append("rows", listed)));
  }

  private void click(long user, String impression, long series, Instant at) {
    behaviors.add(
        new Document("user_id", user)
            .append("behavior", "click")
            .append("series_id", series)
            .append("at", at)
            .append("details", new Document("impression_id", impression)));
  }

  private void play(long user, long series, Instant at) {
    log(user, series, "play", at);
  }

  private void pause(long user, long series, Instant at) {
    log(user, series, "pause", at);
  }

  private void log(long user, long series, String action, Instant at) {
    plays.add(
        new Document("user_id", user)
            .append("series_id", series)
            .append("action", action)
            .append("at", at));
  }

  private static Figures figures(
      ComparisonReport report, String bucket, @Nullable String model, @Nullable String row) {
    return Objects.requireNonNull(report.figures().get(new ComparisonGroup(bucket, model, row)));
  }

  private static RateDifference difference(ComparisonReport report, @Nullable String row) {
    return Objects.requireNonNull(report.difference(row, Figures::clicked));
  }

  private static void assertRate(Rate rate, double value, double error) {
    assertThat(rate.value()).isCloseTo(value, within(1e-9));
    assertThat(rate.error()).isCloseTo(error, within(1e-6));
  }
}
