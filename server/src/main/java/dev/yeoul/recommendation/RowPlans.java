package dev.yeoul.recommendation;

import dev.yeoul.catalog.SeriesId;
import dev.yeoul.playback.WatchedSeries;
import dev.yeoul.recommendation.Diversity.Candidate;
import dev.yeoul.recommendation.Ranked.Scored;
import dev.yeoul.recommendation.RowPlan.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of one viewer's page. For one thread. */
final class RowPlans {
  private static final int BECAUSE = 2;
  private static final String BECAUSE_PREFIX = "because_you_watched_";
  private static final int GENRES = 2;
  private static final String GENRE_PREFIX = "genre_";

  /** More than a row shows, since most of them may be on the page already. */
  private static final int SIMILAR = 200;

  /** Titles watched last, of which some may have too few similar ones to fill a row. */
  private static final int BECAUSE_TRIED = 10;

  /** A row of fewer is not worth its title. */
  private static final int BECAUSE_LEAST = 3;

  private final RowSources sources;
  private final @Nullable ServedModel model;
  private final ViewerFacts viewer;
  private final Supplier<List<SeriesId>> continued;
  private final GenreTaste genres;
  private @Nullable RankedTitles ranked;

  RowPlans(
      RowSources sources,
      @Nullable ServedModel model,
      ViewerFacts viewer,
      Supplier<List<SeriesId>> continued) {
    this.sources = sources;
    this.model = model;
    this.viewer = viewer;
    this.continued = continued;
    this.genres = sources.forYou().genres(viewer);
  }

  /** All rows, in the order of the page. */
  List<RowPlan> page() {
    List<RowPlan> rows = new ArrayList<>();
    rows.add(continueWatching());
    rows.add(forYou());
    viewer.liked().stream()
        .limit(BECAUSE_TRIED)
        .map(series -> similar(series.series()))
        .filter(this::isWorthARow)
        .limit(BECAUSE)
        .map(this::because)
        .flatMap(Optional::stream)
        .forEach(rows::add);
    rows.add(trending());
    rows.add(newest());
    topGenres().stream().map(this::genre).forEach(rows::add);
    return rows;
  }

  /** The row of this name. */
  Optional<RowPlan> named(String row) {
    if (row.startsWith(BECAUSE_PREFIX)) {
      return viewer.liked().stream()
          .map(WatchedSeries::series)
          .filter(series -> row.equals(BECAUSE_PREFIX + series))
          .findFirst()
          .map(this::similar)
          .flatMap(this::because);
    }
    if (row.startsWith(GENRE_PREFIX)) {
      return genreOf(row.substring(GENRE_PREFIX.length())).map(this::genre);
    }
    return switch (row) {
      case "continue_watching" -> Optional.of(continueWatching());
      case "for_you" -> Optional.of(forYou());
      case "trending" -> Optional.of(trending());
      case "new" -> Optional.of(newest());
      default -> Optional.empty();
    };
  }

  /** The viewer's ranking, which most rows are made of, and some are not. */
  private RankedTitles ranked() {
    RankedTitles known = ranked;
    if (known == null) {
      known = sources.forYou().ranked(model, viewer, genres);
      ranked = known;
    }
    return known;
  }

  private RowPlan continueWatching() {
    return new RowPlan(
        "continue_watching",
        "Continue watching",
        Reason.of("continue_watching"),
        true,
        () -> Ranked.inOrder(continued.get()).stream());
  }

  private RowPlan forYou() {
    String code = "popular";
    if (!viewer.liked().isEmpty()) {
      code = "history";
    } else if (viewer.hasPreferences()) {
      code = "preferences";
    }
    return new RowPlan(
        "for_you",
        "For you",
        Reason.of(code),
        false,
        () -> sources.forYou().spread(model, viewer, ranked()).stream());
  }

  /** What is like a series that was watched. */
  private record Similar(SeriesId series, Ranked titles) {}

  private Similar similar(SeriesId series) {
    return new Similar(series, sources.similar().of(series.value(), SIMILAR));
  }

  private boolean isWorthARow(Similar similar) {
    int fresh = 0;
    for (long id : similar.titles().ids()) {
      fresh += viewer.barred().contains(id) ? 0 : 1;
    }
    return fresh >= BECAUSE_LEAST;
  }

  private Optional<RowPlan> because(Similar similar) {
    SeriesId series = similar.series();
    Title watched = sources.titles().visible(List.of(series.value())).get(series.value());
    return Optional.ofNullable(watched)
        .map(title ->
            new RowPlan(
                BECAUSE_PREFIX + series,
                "Because you watched " + title.name(),
                new Reason("watched", series.value()),
                false,
                similar.titles()::stream));
  }

  private RowPlan trending() {
    return new RowPlan(
        "trending",
        "Trending now",
        Reason.of("trending"),
        false,
        () -> sources.trending(model).stream());
  }

  private RowPlan newest() {
    return new RowPlan(
        "new",
        "New",
        Reason.of("new"),
        false,
        () -> Ranked.inOrder(sources.newTitles().all()).stream());
  }

  private List<String> topGenres() {
    List<String> own = genres.top(GENRES);
    return own.isEmpty()
        ? new GenreTaste(ranked().first(100).stream().map(Candidate::title).toList(), List.of())
            .top(GENRES)
        : own;
  }

  /** The genre whose slug this is: one of the page's, or of the ranked titles'. */
  private Optional<String> genreOf(String slug) {
    return topGenres().stream()
        .filter(genre -> slug(genre).equals(slug))
        .findFirst()
        .or(() -> sources.genre(slug, ranked()));
  }

  private RowPlan genre(String genre) {
    return new RowPlan(
        GENRE_PREFIX + slug(genre), genre, Reason.of("genre"), false, () -> ofGenre(genre));
  }

  /** A genre's name as a part of an address: letters and digits of any script, and hyphens. */
  static String slug(String genre) {
    return genre
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}]+", "-")
        .replaceAll("^-|-$", "");
  }

  /** By the viewer's own ranking; then what is new, none of which scores more. */
  private Stream<Scored> ofGenre(String genre) {
    float[] least = {0};
    Stream<Scored> own =
        ranked().stream()
            .filter(one -> one.title().isOf(genre))
            .map(Candidate::scored)
            .peek(one -> least[0] = one.score());
    Stream<Scored> fresh =
        sources.newTitles().of(genre).stream().map(id -> new Scored(id.value(), least[0]));
    return Stream.concat(own, fresh);
  }
}
