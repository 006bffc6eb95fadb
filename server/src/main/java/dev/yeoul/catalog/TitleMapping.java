package dev.yeoul.catalog;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of the catalogue file mean. The file is the public listing of Netflix titles:
 * values are text, lists are separated by commas, and what is unknown is empty.
 */
final class TitleMapping {
  static final List<String> COLUMNS =
      List.of(
          "show_id",
          "type",
          "title",
          "director",
          "cast",
          "country",
          "date_added",
          "release_year",
          "rating",
          "duration",
          "listed_in",
          "description");

  private static final int MAX_SHOW_ID = 50;
  private static final int MAX_GENRES = 20;
  private static final Pattern MINUTES = Pattern.compile("([0-9]{1,5}) min");
  private static final Pattern SEASONS = Pattern.compile("([0-9]{1,4}) Seasons?");
  private static final Pattern YEAR = Pattern.compile("[0-9]{4}");
  private static final Pattern LINE_BREAK = Pattern.compile("\\s*[\\r\\n]+\\s*");
  private static final DateTimeFormatter LONG_DATE =
      DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.ENGLISH);

  private TitleMapping() {}

  /**
   * The title of a record.
   *
   * @param record gives the text of each of {@link #COLUMNS}
   */
  static ImportedTitle map(UnaryOperator<String> record) throws RejectedRecordException {
    String showId = text(record, "show_id", 1, MAX_SHOW_ID);
    Kind kind = kind(record.apply("type").strip());
    String duration = record.apply("duration").strip();
    boolean blank = duration.isEmpty();
    boolean movie = kind == Kind.MOVIE;
    return new ImportedTitle(
        showId,
        series(record, kind),
        day(record.apply("date_added").strip()),
        movie ? 0 : blank ? 1 : amount(SEASONS, duration, SeasonNumber.MAX),
        movie && !blank ? Integer.valueOf(amount(MINUTES, duration, 99_999) * 60) : null,
        blank);
  }

  private static SeriesInput series(UnaryOperator<String> record, Kind kind)
      throws RejectedRecordException {
    return new SeriesInput(
        kind,
        LINE_BREAK.matcher(text(record, "title", 1, SeriesInput.MAX_TITLE)).replaceAll(" "),
        orNull(text(record, "description", 0, SeriesInput.MAX_DESCRIPTION)),
        year(record.apply("release_year").strip()),
        list(record, "listed_in", MAX_GENRES, SeriesInput.MAX_GENRE),
        orNull(text(record, "rating", 0, SeriesInput.MAX_RATING)),
        list(record, "country", SeriesInput.MAX_NAMES, SeriesInput.MAX_NAME),
        list(record, "director", SeriesInput.MAX_NAMES, SeriesInput.MAX_NAME),
        list(record, "cast", SeriesInput.MAX_NAMES, SeriesInput.MAX_NAME));
  }

  private static Kind kind(String type) throws RejectedRecordException {
    return switch (type) {
      case "Movie" -> Kind.MOVIE;
      case "TV Show" -> Kind.SHOW;
      default -> throw rejected("type", type, "is neither Movie nor TV Show");
    };
  }

  private static int amount(Pattern pattern, String duration, int max)
      throws RejectedRecordException {
    Matcher matcher = pattern.matcher(duration);
    int amount = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    if (amount < 1 || amount > max) {
      throw rejected(
          "duration", duration, "is not like 90 min for a movie or 2 Seasons for a show");
    }
    return amount;
  }

  private static @Nullable Integer year(String text) throws RejectedRecordException {
    if (text.isEmpty()) {
      return null;
    }
    int year = YEAR.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (year < SeriesInput.MIN_YEAR || year > SeriesInput.MAX_YEAR) {
      throw rejected("release_year", text, "is not a year from 1870 to 2100");
    }
    return year;
  }

  private static @Nullable LocalDate day(String text) throws RejectedRecordException {
    if (text.isEmpty()) {
      return null;
    }
    try {
      LocalDate day =
          Character.isDigit(text.charAt(0))
              ? LocalDate.parse(text)
              : LocalDate.parse(text, LONG_DATE);
      if (day.getYear() >= 1000 && day.getYear() <= 9999) { // MySQL's DATE
        return day;
      }
    } catch (DateTimeException e) {
      throw rejected("date_added", text, "is not a day like 2021-09-25");
    }
    throw rejected("date_added", text, "is not a day like 2021-09-25");
  }

  private static List<String> list(
      UnaryOperator<String> record, String column, int maxEntries, int maxLength)
      throws RejectedRecordException {
    List<String> entries =
        Arrays.stream(text(record, column, 0, Integer.MAX_VALUE).split(",", -1))
            .map(String::strip)
            .filter(entry -> !entry.isEmpty())
            .toList();
    if (entries.size() > maxEntries) {
      throw rejected(column, entries.size() + " entries", "are more than " + maxEntries);
    }
    for (String entry : entries) {
      requireLength(column, entry, 1, maxLength);
    }
    return entries;
  }

  private static String text(UnaryOperator<String> record, String column, int min, int max)
      throws RejectedRecordException {
    String text = record.apply(column).strip();
    requireLength(column, text, min, max);
    if (text.indexOf(0) >= 0) {
      throw new RejectedRecordException(column + " holds a NUL character");
    }
    return text;
  }

  /** In code points, as MySQL counts. */
  private static void requireLength(String column, String text, int min, int max)
      throws RejectedRecordException {
    int length = text.codePointCount(0, text.length());
    if (length < min) {
      throw new RejectedRecordException(column + " is empty");
    }
    if (length > max) {
      throw rejected(column, text, "has %,d characters, %,d at the most".formatted(length, max));
    }
  }

  private static RejectedRecordException rejected(String column, String value, String reason) {
    int end = value.offsetByCodePoints(0, Math.min(60, value.codePointCount(0, value.length())));
    String shown = end < value.length() ? value.substring(0, end) + "..." : value;
    return new RejectedRecordException("%s: \"%s\" %s".formatted(column, shown, reason));
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
