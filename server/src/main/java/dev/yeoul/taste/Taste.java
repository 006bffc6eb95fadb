package dev.yeoul.taste;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.NumberReader;
import dev.yeoul.platform.NumberWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a viewer has said, as far as it tells what to recommend; deleted series too.
 *
 * @param scores the viewer's ratings, 1 to 5
 * @param dismissed never to be shown
 */
public record Taste(
    Map<SeriesId, Integer> scores, Set<SeriesId> dismissed, Preferences preferences) {

  /** Adds what {@link #unpacked} makes the same of. */
  public void pack(NumberWriter numbers) {
    numbers.putEach(
        scores.entrySet(),
        rated -> {
          numbers.put(rated.getKey().value());
          numbers.put(rated.getValue());
        });
    numbers.putEach(dismissed, series -> numbers.put(series.value()));
    numbers.putEach(preferences.genres(), genre -> numbers.put(genre.getBytes(UTF_8)));
    numbers.putEach(preferences.series(), series -> numbers.put(series.value()));
    String country = preferences.country();
    numbers.put(country == null ? new byte[0] : country.getBytes(UTF_8));
  }

  /** One that was packed. */
  public static Taste unpacked(NumberReader numbers) {
    Map<SeriesId, Integer> scores = new HashMap<>();
    numbers.nextEach(() -> scores.put(new SeriesId(numbers.next()), (int) numbers.next()));
    Set<SeriesId> dismissed = new HashSet<>();
    numbers.nextEach(() -> dismissed.add(new SeriesId(numbers.next())));
    List<String> genres = new ArrayList<>();
    numbers.nextEach(() -> genres.add(new String(numbers.nextBytes(), UTF_8)));
    List<SeriesId> series = new ArrayList<>();
    numbers.nextEach(() -> series.add(new SeriesId(numbers.next())));
    String country = new String(numbers.nextBytes(), UTF_8);
    return new Taste(
        scores, dismissed, new Preferences(genres, series, country.isEmpty() ? null : country));
  }
}
