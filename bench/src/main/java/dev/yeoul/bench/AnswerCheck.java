package dev.yeoul.bench;

import dev.yeoul.bench.process.Answer;
import dev.yeoul.bench.process.Call;
import dev.yeoul.bench.process.Caller;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Before each round: 100 random answers of both sides are the same, body and headers. Date and
 * Server may differ, and Connection, which is about the connection and not the answer (RFC 9110
 * section 7.6.1): nginx always sends it and it can't be told not to.
 */
final class AnswerCheck implements AutoCloseable {
  private static final int SAMPLE = 100;
  private static final int NOT_MODIFIED = 304;
  private static final Pattern NOTHING = Pattern.compile("(?!)");
  private static final Set<String> OWN_BUSINESS = Set.of("date", "server", "connection");

  /** What nginx says about the body that a 304 does not have. */
  private static final Set<String> OF_NO_BODY = Set.of("content-length", "content-type");

  private final Caller ours;
  private final Caller peer;
  private final List<Call> calls;
  private final Pattern differs;
  private final Random random = new Random(1);

  AnswerCheck(String ourUrl, String peerUrl, List<Call> calls) {
    this(ourUrl, peerUrl, calls, NOTHING);
  }

  /**
   * The same.
   *
   * @param differs parts of a body that are each side's own, such as a time
   */
  AnswerCheck(String ourUrl, String peerUrl, List<Call> calls, Pattern differs) {
    this.differs = differs;
    this.ours = new Caller(ourUrl);
    this.peer = new Caller(peerUrl);
    this.calls = calls;
  }

  /**
   * Compares.
   *
   * @throws IllegalStateException saying what differs
   */
  void run() throws IOException, InterruptedException {
    List<Call> sample = random.ints(SAMPLE, 0, calls.size()).mapToObj(calls::get).toList();
    List<Answer> mine = ours.callAll(sample);
    List<Answer> theirs = peer.callAll(sample);
    for (int i = 0; i < SAMPLE; i++) {
      String difference = difference(mine.get(i), theirs.get(i), differs);
      if (!difference.isEmpty()) {
        throw new IllegalStateException(sample.get(i).target() + " differs: " + difference);
      }
    }
  }

  /** What differs, or "". */
  static String difference(Answer mine, Answer theirs, Pattern differs) {
    if (mine.status() != theirs.status()) {
      return "status " + mine.status() + " and " + theirs.status();
    }
    if (!compared(mine).equals(compared(theirs))) {
      return "headers " + compared(mine) + " and " + compared(theirs);
    }
    String one = body(mine, differs);
    String other = body(theirs, differs);
    return one.equals(other) ? "" : "body " + one + " and " + other;
  }

  private static String body(Answer answer, Pattern differs) {
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    return differs.matcher(text).replaceAll("");
  }

  private static Map<String, String> compared(Answer answer) {
    Map<String, String> headers = new TreeMap<>(answer.headers());
    headers.keySet().removeAll(OWN_BUSINESS);
    if (answer.status() == NOT_MODIFIED) {
      headers.keySet().removeAll(OF_NO_BODY);
    }
    return headers;
  }

  @Override
  public void close() {
    ours.close();
    peer.close();
  }
}
