package dev.yeoul.taste;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.NumberReader;
import dev.yeoul.platform.NumberWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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
    pack(scores.keySet(), numbers);
    scores.values().forEach(numbers::put);
    pack(dismissed, numbers);
    numbers.put(preferences.genres().size());
    preferences.genres().forEach(genre -> numbers.put(genre.getBytes(UTF_8)));
    pack(preferences.series(), numbers);
    String country = preferences.country();
    numbers.put(country == null ? new byte[0] : country.getBytes(UTF_8));
  }

  /** One that was packed. */
  public static Taste unpacked(NumberReader numbers) {
    List<SeriesId> rated = unpackedSeries(numbers);
    Map<SeriesId, Integer> scores = HashMap.newHashMap(rated.size());
    rated.forEach(series -> scores.put(series, (int) numbers.next()));
    Set<SeriesId> dismissed = Set.copyOf(unpackedSeries(numbers));
    int size = (int) numbers.next();
    List<String> genres = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      genres.add(new String(numbers.nextBytes(), UTF_8));
    }
    List<SeriesId> series = unpackedSeries(numbers);
    String country = new String(numbers.nextBytes(), UTF_8);
    return new Taste(
        scores, dismissed, new Preferences(genres, series, country.isEmpty() ? null : country));
  }

  private static void pack(Collection<SeriesId> series, NumberWriter numbers) {
    numbers.put(series.size());
    series.forEach(one -> numbers.put(one.value()));
  }

  private static List<SeriesId> unpackedSeries(NumberReader numbers) {
    int size = (int) numbers.next();
    List<SeriesId> series = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      series.add(new SeriesId(numbers.next()));
    }
    return series;
  }
}
