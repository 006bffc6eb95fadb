package dev.yeoul.bench;

import dev.yeoul.bench.process.Caller;
import java.util.Map;

/** GET of one title. */
final class TitleCase implements BenchCase {
  @Override
  public String name() {
    return "title";
  }

  @Override
  public CaseReport run(Ground ground) throws Exception {
    long id = ground.catalogue().ids().getFirst();
    try (Caller caller = new Caller(ground.service().url())) {
      var answer = caller.get("/api/series/" + id, Map.of());
      ground.say(answer.status() + " " + answer.headers());
      var list = caller.get("/api/series?skip=20&limit=20", Map.of());
      ground.say(list.status() + " " + list.headers());
      var own = Map.of("Authorization", "Bearer " + ground.tokens().getFirst());
      var mine = caller.get("/api/series/" + id, own);
      ground.say(mine.status() + " " + mine.headers());
      var current = caller.get("/api/subscriptions/current", own);
      ground.say(
          current.status()
              + " "
              + current.headers()
              + new String(current.body(), java.nio.charset.StandardCharsets.UTF_8));
      var movie = ground.catalogue().movies().getFirst();
      var post =
          caller.post(
              "/api/series/" + movie.series() + "/progress",
              own,
              "{\"episode_id\":"
                  + movie.episode()
                  + ",\"position_seconds\":12.5,\"device\":\"tv\"}");
      ground.say(
          post.status()
              + " "
              + post.headers()
              + new String(post.body(), java.nio.charset.StandardCharsets.UTF_8));
      var not = caller.get("/api/series/" + id, Map.of("If-None-Match", answer.header("etag")));
      ground.say(not.status() + " " + not.headers());
    }
    throw new NotRunException("the case is not written yet");
  }
}
