package dev.yeoul.catalog;

import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;

/** Made-up titles for load tests; number n is always the same one. */
final class GeneratedTitles {
  private static final List<String> FIRST =
      List.of(
          "Silent",
          "Golden",
          "Broken",
          "Hidden",
          "Distant",
          "Burning",
          "Frozen",
          "Restless",
          "Crimson",
          "Last",
          "Paper",
          "Electric",
          "Quiet",
          "Wandering",
          "Forgotten",
          "Northern");
  private static final List<String> SECOND =
      List.of(
          "River",
          "Harbour",
          "Summer",
          "Kingdom",
          "Letters",
          "Station",
          "Mountain",
          "Promise",
          "Garden",
          "Echo",
          "Orchard",
          "Signal",
          "Winter",
          "Bridge",
          "Island",
          "Lantern");
  private static final List<String> GENRES =
      List.of(
          "Dramas",
          "Comedies",
          "Documentaries",
          "Action & Adventure",
          "Thrillers",
          "Romantic Movies",
          "Horror Movies",
          "Sci-Fi & Fantasy",
          "Crime",
          "Kids",
          "Anime",
          "Music & Musicals");
  private static final List<String> RATINGS =
      List.of("TV-MA", "TV-14", "TV-PG", "R", "PG-13", "TV-Y7", "PG", "TV-G");
  private static final List<String> COUNTRIES =
      List.of("South Korea", "United States", "India", "Japan", "France", "Brazil", "Spain");
  private static final LocalDate FIRST_DAY = LocalDate.of(2015, 1, 1);

  private GeneratedTitles() {}

  static ImportedTitle title(long number) {
    SplittableRandom random = new SplittableRandom(number);
    boolean movie = random.nextInt(10) < 7;
    SeriesInput series =
        new SeriesInput(
            movie ? Kind.MOVIE : Kind.SHOW,
            pick(random, FIRST) + " " + pick(random, SECOND) + " " + number,
            "A generated title for load tests, number " + number + ".",
            random.nextInt(1950, 2026),
            List.of(pick(random, GENRES), "Generated"),
            pick(random, RATINGS),
            List.of(pick(random, COUNTRIES)),
            List.of("Director " + random.nextInt(10_000)),
            List.of("Actor " + random.nextInt(50_000), "Actor " + random.nextInt(50_000)));
    return new ImportedTitle(
        "generated-" + number,
        series,
        FIRST_DAY.plusDays(random.nextInt(4_000)),
        movie ? 0 : random.nextInt(1, 6),
        movie ? Integer.valueOf(random.nextInt(70, 180) * 60) : null,
        false);
  }

  private static String pick(SplittableRandom random, List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
