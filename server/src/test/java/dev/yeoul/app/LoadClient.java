package dev.yeoul.app;

import dev.yeoul.app.Tally.Call;
import dev.yeoul.app.Tally.Outcome;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.function.Supplier;

/** One client on keep-alive connections of its own, who waits for an answer for 10 s. */
final class LoadClient implements AutoCloseable {
  static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Supplier<Tally> tally;

  LoadClient(Supplier<Tally> tally) {
    this.tally = tally;
  }

  Outcome get(Call call, String url) {
    return send(call, HttpRequest.newBuilder(URI.create(url)));
  }

  Outcome post(Call call, String url, String token, String json) {
    return send(
        call,
        HttpRequest.newBuilder(URI.create(url))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  private Outcome send(Call call, HttpRequest.Builder request) {
    Tally phase = tally.get();
    long start = System.nanoTime();
    Outcome outcome = outcome(request.timeout(TIMEOUT).build(), phase);
    phase.add(call, outcome, System.nanoTime() - start);
    return outcome;
  }

  private Outcome outcome(HttpRequest request, Tally phase) {
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      Outcome outcome = outcome(answer);
      if (outcome == Outcome.WRONG) {
        phase.addWrong(request + " " + answer.statusCode() + " " + answer.body());
      }
      return outcome;
    } catch (HttpTimeoutException e) {
      return Outcome.OVERDUE;
    } catch (ConnectException e) {
      return Outcome.UNHEARD;
    } catch (IOException e) {
      phase.addBroken(request + " " + e);
      return Outcome.BROKEN;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Outcome outcome(HttpResponse<String> answer) {
    boolean saysAge =
        answer.headers().firstValue("Age").isPresent()
            && answer.headers().firstValue("Cache-Status").orElse("").contains("stale");
    return switch (answer.statusCode()) {
      case 200 -> saysAge ? Outcome.STALE : Outcome.SERVED;
      case 503 -> answer.body().contains("\"code\":\"") ? Outcome.REFUSED : Outcome.WRONG;
      default -> Outcome.WRONG;
    };
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
