package dev.yeoul.recommendation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.yeoul.analytics.ExposureLog;
import dev.yeoul.recommendation.Comparison.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the buckets of an experiment did: of each, and of its model versions and rows, the shares of
 * impressions that were clicked, and that were followed by a click or a play of a shown title
 * within 24 hours.
 */
public final class ComparisonReport {
  private static final List<String> HEADINGS =
      List.of("bucket", "model", "row", "viewers", "impressions", "clicked", "followed");

  private final int days;
  private final Instant from;
  private final Instant to;
  private final SortedMap<ComparisonGroup, Figures> figures;

  private ComparisonReport(
      int days, Instant from, Instant to, SortedMap<ComparisonGroup, Figures> figures) {
    this.days = days;
    this.from = from;
    this.to = to;
    this.figures = figures;
  }

  /**
   * Reads the log. Impressions of the last 24 hours count with what followed so far.
   *
   * @param days back from now, 1 or more
   */
  public static ComparisonReport of(ExposureLog log, Clock clock, int days) {
    Instant to = clock.instant();
    Instant from = to.minus(Duration.ofDays(days));
    Comparison comparison = new Comparison();
    log.forEachViewer(from, to, comparison::add);
    return new ComparisonReport(days, from, to, comparison.figures());
  }

  SortedMap<ComparisonGroup, Figures> figures() {
    return figures;
  }

  /**
   * Of a row, or of all together; null where a bucket has no impression.
   *
   * @param rate which of the two shares
   */
  @Nullable RateDifference difference(@Nullable String row, Function<Figures, Rate> rate) {
    Figures a = figures.get(new ComparisonGroup(Buckets.A, null, row));
    Figures b = figures.get(new ComparisonGroup(Buckets.B, null, row));
    return a == null || b == null ? null : RateDifference.of(rate.apply(a), rate.apply(b));
  }

  /** For a terminal, lines of a table. */
  public String text() {
    if (figures.isEmpty()) {
      return "no impressions in the last %d days: there is nothing to compare".formatted(days);
    }
    StringBuilder text = new StringBuilder();
    text.append("impressions from ").append(from).append(" to ").append(to).append('\n');
    text.append(line(HEADINGS));
    figures.forEach((group, of) -> text.append(line(cells(group, of))));
    if (difference(null, Figures::clicked) == null) {
      return text.append("one bucket only: there is nothing to compare").toString();
    }
    text.append("b less a, in points of 100, with 95 % intervals\n");
    for (@Nullable String row : rows()) {
      String name = row == null ? "all rows" : row;
      text.append(difference(name + ", clicked", difference(row, Figures::clicked)));
      text.append(difference(name + ", followed", difference(row, Figures::followed)));
    }
    return text.toString().stripTrailing();
  }

  private static List<String> cells(ComparisonGroup group, Figures of) {
    return List.of(
        group.bucket(),
        group.modelVersion() == null ? "all" : group.modelVersion(),
        group.row() == null ? "all" : group.row(),
        Long.toString(of.viewers()),
        Long.toString(of.impressions()),
        percent(of.clicked()),
        percent(of.followed()));
  }

  private static String line(List<String> cells) {
    return String.format(
        Locale.ROOT, "%-6s  %-24s  %-20s  %8s  %11s  %-24s  %s%n", cells.toArray());
  }

  private static String percent(Rate rate) {
    return rate.hasInterval()
        ? String.format(
            Locale.ROOT,
            "%.2f %% (%.2f to %.2f)",
            100 * rate.value(),
            100 * rate.low(),
            100 * rate.high())
        : String.format(Locale.ROOT, "%.2f %% (one viewer)", 100 * rate.value());
  }

  private static String difference(String name, @Nullable RateDifference difference) {
    if (difference == null) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "%-30s  %+.2f (%+.2f to %+.2f): %s%n",
        name,
        100 * difference.value(),
        100 * difference.low(),
        100 * difference.high(),
        difference.verdict());
  }

  /** All together as null, then each. */
  private List<@Nullable String> rows() {
    List<@Nullable String> rows = new ArrayList<>();
    for (ComparisonGroup group : figures.keySet()) {
      if (!rows.contains(group.row())) {
        rows.add(group.row());
      }
    }
    return rows;
  }

  /**
   * Writes the same as JSON.
   *
   * @throws RecommendationException when the file can't be written
   */
  public void write(Path file) {
    try {
      ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
      Files.writeString(file, mapper.writeValueAsString(json()) + "\n");
    } catch (IOException e) {
      throw new RecommendationException(file + ": can't be written: " + e.getMessage(), e);
    }
  }

  private Map<String, @Nullable Object> json() {
    List<Map<String, @Nullable Object>> groups = new ArrayList<>();
    figures.forEach((group, of) -> groups.add(json(group, of)));
    List<Map<String, @Nullable Object>> differences = new ArrayList<>();
    for (@Nullable String row : rows()) {
      addJson(row, "clicked", difference(row, Figures::clicked), differences);
      addJson(row, "followed", difference(row, Figures::followed), differences);
    }
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("from", from.toString());
    json.put("to", to.toString());
    json.put("groups", groups);
    json.put("differences", differences);
    return json;
  }

  private static Map<String, @Nullable Object> json(ComparisonGroup group, Figures of) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("bucket", group.bucket());
    json.put("model_version", group.modelVersion());
    json.put("row", group.row());
    json.put("viewers", of.viewers());
    json.put("impressions", of.impressions());
    json.put("clicked", json(of.clicked()));
    json.put("followed", json(of.followed()));
    return json;
  }

  private static Map<String, @Nullable Object> json(Rate rate) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("rate", rate.value());
    json.put("low", rate.hasInterval() ? rate.low() : null);
    json.put("high", rate.hasInterval() ? rate.high() : null);
    return json;
  }

  private static void addJson(
      @Nullable String row,
      String measure,
      @Nullable RateDifference difference,
      List<Map<String, @Nullable Object>> to) {
    if (difference == null) {
      return;
    }
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("row", row);
    json.put("measure", measure);
    json.put("b_less_a", difference.value());
    json.put("low", difference.hasInterval() ? difference.low() : null);
    json.put("high", difference.hasInterval() ? difference.high() : null);
    json.put("verdict", difference.verdict());
    to.add(json);
  }
}
