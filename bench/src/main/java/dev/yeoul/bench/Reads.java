package dev.yeoul.bench;

import dev.yeoul.bench.peer.Nginx;
import dev.yeoul.bench.process.Call;
import dev.yeoul.bench.process.Caller;
import dev.yeoul.bench.process.Catalogue.Movie;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** What viewers ask for, at random. */
final class Reads {
  private Reads() {}

  static Call title(Ground ground, Random random) throws Exception {
    return Call.of("/api/series/" + any(ground.catalogue().ids(), random));
  }

  /** Reads each title once: what is measured is a service that has been up for a while. */
  static void everyTitle(Ground ground, String url) throws IOException, InterruptedException {
    everyTitle(ground.catalogue().ids(), url);
  }

  /** The same of a service with other titles. */
  static void everyTitle(List<Long> ids, String url) throws IOException, InterruptedException {
    List<Call> calls = ids.stream().map(id -> Call.of("/api/series/" + id)).toList();
    try (Caller caller = new Caller(url)) {
      var _ = caller.callAll(calls);
    }
  }

  static Call list(Ground ground, Random random) throws Exception {
    return Call.of(any(Nginx.lists(ground.catalogue().ids().size()), random));
  }

  static Call known(Ground ground, Random random) throws Exception {
    Call title = title(ground, random);
    return title.with("If-None-Match", ground.nginx().tags().getOrDefault(title.target(), ""));
  }

  static Call subscription(Ground ground, Random random) throws Exception {
    return signedIn(ground, random, Call.of(Ground.SUBSCRIPTION));
  }

  /** A report of somebody who watches a movie, at any place of it. */
  static Call progress(Ground ground, Random random) throws Exception {
    return signedIn(ground, random, progress(any(ground.catalogue().movies(), random), random));
  }

  /** A report of whoever signs it, at any place of the movie. */
  static Call progress(Movie movie, Random random) {
    long most = movie.seconds() > 0 ? movie.seconds() : 3600;
    String body =
        String.format(
            Locale.ROOT,
            "{\"episode_id\":%d,\"position_seconds\":%d.%d,\"device\":\"living room\"}",
            movie.episode(),
            random.nextLong(most),
            random.nextInt(1, 10));
    return Call.of("/api/series/" + movie.series() + "/progress").posting(body);
  }

  static Call signedIn(Ground ground, Random random, Call call) throws Exception {
    return call.as(any(ground.tokens(), random));
  }

  private static <T> T any(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }
}
