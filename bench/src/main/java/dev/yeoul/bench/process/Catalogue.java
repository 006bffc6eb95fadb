package dev.yeoul.bench.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * What the service's catalogue holds.
 *
 * @param ids of all titles, in the order of the list
 * @param movies those with one episode
 */
public record Catalogue(List<Long> ids, List<Movie> movies) {
  private static final int PAGE = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  public Catalogue {
    ids = List.copyOf(ids);
    movies = List.copyOf(movies);
  }

  /** A movie with its episode, whose length in seconds is 0 where nobody knows it. */
  public record Movie(long series, long episode, long seconds) {}

  /** Reads it over HTTP. */
  public static Catalogue of(Caller service) throws IOException, InterruptedException {
    List<Long> ids = new ArrayList<>();
    List<Long> movies = new ArrayList<>();
    long total = total(service);
    List<Call> pages =
        LongStream.iterate(0, skip -> skip < total, skip -> skip + PAGE)
            .mapToObj(skip -> Call.of("/api/series?skip=" + skip + "&limit=" + PAGE))
            .toList();
    for (Answer page : service.callAll(pages)) {
      for (JsonNode title : JSON.readTree(page.body())) {
        ids.add(title.get("id").asLong());
        if (title.get("kind").asText().equals("movie")) {
          movies.add(title.get("id").asLong());
        }
      }
    }
    return new Catalogue(ids, withEpisodes(service, movies));
  }

  private static long total(Caller service) throws IOException, InterruptedException {
    Answer first = service.get("/api/series?limit=1", Map.of());
    return Long.parseLong(first.header("x-total-count"));
  }

  private static List<Movie> withEpisodes(Caller service, List<Long> movies)
      throws IOException, InterruptedException {
    List<Call> targets =
        movies.stream().map(id -> Call.of("/api/series/" + id + "/episodes")).toList();
    List<Answer> answers = service.callAll(targets);
    List<Movie> found = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      JsonNode episodes = JSON.readTree(answers.get(i).body());
      if (episodes.size() == 1) {
        JsonNode only = episodes.get(0);
        long seconds = only.path("duration_seconds").asLong(0);
        found.add(new Movie(movies.get(i), only.get("id").asLong(), seconds));
      }
    }
    return found;
  }
}
