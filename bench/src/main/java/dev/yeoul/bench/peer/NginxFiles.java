package dev.yeoul.bench.peer;

import dev.yeoul.bench.process.Answer;
import dev.yeoul.bench.process.Call;
import dev.yeoul.bench.process.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The service's own answers as files, and the maps from a request to the headers that go with it.
 */
final class NginxFiles {
  private static final int OK = 200;

  private final Path work;

  NginxFiles(Path work) throws IOException {
    this.work = work;
    Files.createDirectories(work.resolve("files/api/series"));
    Files.createDirectories(work.resolve("files/lists"));
    Files.createDirectories(work.resolve("files/subscriptions"));
    Files.createDirectories(work.resolve("files/recommendations"));
  }

  /**
   * Titles and lists, which are the same for everybody.
   *
   * @return the ETags by target
   */
  Map<String, String> catalogue(Caller service, List<String> titles, List<String> lists)
      throws IOException, InterruptedException {
    Map<String, String> tags = new LinkedHashMap<>();
    Map<String, String> links = new LinkedHashMap<>();
    List<Answer> ofTitles = service.callAll(titles.stream().map(Call::of).toList());
    for (int i = 0; i < titles.size(); i++) {
      Answer answer = good(ofTitles.get(i), titles.get(i));
      Files.write(work.resolve("files" + titles.get(i)), answer.body());
      tags.put(titles.get(i), answer.header("etag"));
    }
    List<Answer> ofLists = service.callAll(lists.stream().map(Call::of).toList());
    for (int i = 0; i < lists.size(); i++) {
      Answer answer = good(ofLists.get(i), lists.get(i));
      String query = lists.get(i).substring(lists.get(i).indexOf('?') + 1);
      Files.write(work.resolve("files/lists").resolve(query), answer.body());
      tags.put(lists.get(i), answer.header("etag"));
      links.put(lists.get(i), answer.header("link"));
    }
    write("tags.map", tags);
    write("links.map", links);
    return tags;
  }

  /** Each user's subscription, by the user's token. What was known by token is forgotten. */
  void subscriptions(Caller service, List<Call> calls) throws IOException, InterruptedException {
    var _ = byToken("files/subscriptions", service, calls);
  }

  /** Each viewer's page, by the viewer's token. What was known by token is forgotten. */
  List<Answer> recommendations(Caller service, List<Call> calls)
      throws IOException, InterruptedException {
    return byToken("files/recommendations", service, calls);
  }

  private List<Answer> byToken(String folder, Caller service, List<Call> calls)
      throws IOException, InterruptedException {
    Map<String, String> users = new LinkedHashMap<>();
    List<Answer> answers = service.callAll(calls);
    for (int i = 0; i < calls.size(); i++) {
      Answer answer = good(answers.get(i), calls.get(i).target());
      Files.write(work.resolve(folder).resolve(Integer.toString(i)), answer.body());
      users.put(calls.get(i).headers().getOrDefault("Authorization", ""), Integer.toString(i));
    }
    write("users.map", users);
    return answers;
  }

  void nothingByToken() throws IOException {
    write("users.map", Map.of());
  }

  private static Answer good(Answer answer, String target) {
    if (answer.status() != OK) {
      throw new IllegalStateException(target + " was answered with " + answer.status());
    }
    return answer;
  }

  private void write(String name, Map<String, String> entries) throws IOException {
    StringBuilder map = new StringBuilder();
    entries.forEach((key, value) -> {
      if (!value.isEmpty()) {
        map.append(quoted(key)).append(' ').append(quoted(value)).append(";\n");
      }
    });
    Files.writeString(work.resolve(name), map);
  }

  /** A string of nginx' configuration language. */
  static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
