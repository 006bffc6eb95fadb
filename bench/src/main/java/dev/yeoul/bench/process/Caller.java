package dev.yeoul.bench.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Calls one server, for preparing and checking; what is measured has generators of its own. */
public final class Caller implements AutoCloseable {
  private static final int AT_ONCE = 8;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final String url;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  /** Calls the server at this URL, which ends without a slash. */
  public Caller(String url) {
    this.url = url;
  }

  /** GET, with these headers. */
  public Answer get(String target, Map<String, String> headers)
      throws IOException, InterruptedException {
    return send(request(target, headers).GET().build());
  }

  /** POST of a JSON body, with these headers. */
  public Answer post(String target, Map<String, String> headers, String body)
      throws IOException, InterruptedException {
    return send(
        request(target, headers)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  /** Makes all the calls, a few at once, and answers in their order. */
  public List<Answer> callAll(List<Call> calls) throws IOException, InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Answer>> pending =
          calls.stream().map(call -> threads.submit(() -> send(call))).toList();
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> one : pending) {
        answers.add(one.get());
      }
      return answers;
    } catch (ExecutionException e) {
      throw new IOException("a call of " + url + " failed", e.getCause());
    }
  }

  private Answer send(Call call) throws IOException, InterruptedException {
    return call.body().isEmpty()
        ? get(call.target(), call.headers())
        : post(call.target(), call.headers(), call.body());
  }

  private HttpRequest.Builder request(String target, Map<String, String> headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + target)).timeout(TIMEOUT);
    headers.forEach(request::header);
    return request;
  }

  private Answer send(HttpRequest request) throws IOException, InterruptedException {
    var response = client.send(request, BodyHandlers.ofByteArray());
    Map<String, String> headers = new TreeMap<>();
    response
        .headers()
        .map()
        .forEach((name, values) ->
            headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
    return new Answer(response.statusCode(), headers, response.body());
  }

  @Override
  public void close() {
    client.close();
  }
}
