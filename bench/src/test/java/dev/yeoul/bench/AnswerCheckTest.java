package dev.yeoul.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.bench.process.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AnswerCheckTest {
  private static final Pattern NOTHING = Pattern.compile("(?!)");

  @Test
  void dateServerAndConnectionMayDiffer() {
    Answer ours = answer(200, Map.of("etag", "\"a\"", "date", "today"), "x");
    Answer theirs =
        answer(200, Map.of("etag", "\"a\"", "server", "nginx", "connection", "keep-alive"), "x");
    assertThat(AnswerCheck.difference(ours, theirs, NOTHING)).isEmpty();
  }

  @Test
  void statusBodyAndEveryOtherHeaderMayNot() {
    Answer one = answer(200, Map.of("etag", "\"a\""), "x");
    assertThat(AnswerCheck.difference(one, answer(304, Map.of("etag", "\"a\""), "x"), NOTHING))
        .contains("200", "304");
    assertThat(AnswerCheck.difference(one, answer(200, Map.of("etag", "\"b\""), "x"), NOTHING))
        .contains("\"a\"", "\"b\"");
    assertThat(AnswerCheck.difference(one, answer(200, Map.of(), "x"), NOTHING)).contains("etag");
    assertThat(AnswerCheck.difference(one, answer(200, Map.of("etag", "\"a\""), "y"), NOTHING))
        .contains("body");
  }

  @Test
  void aTimeMayDifferWhereTheCaseSaysSo() {
    Pattern time = Pattern.compile("\"at\":\"[^\"]+\"");
    Answer ours = answer(200, Map.of(), "{\"id\":1,\"at\":\"12:00\"}");
    Answer theirs = answer(200, Map.of(), "{\"id\":1,\"at\":\"12:01\"}");
    assertThat(AnswerCheck.difference(ours, theirs, time)).isEmpty();
    assertThat(AnswerCheck.difference(ours, theirs, NOTHING)).isNotEmpty();
  }

  @Test
  void theHeadersOfAnAbsentBodyAreNotCompared() {
    Answer ours = answer(304, Map.of("etag", "\"a\""), "");
    Answer theirs = answer(304, Map.of("etag", "\"a\"", "content-length", "0"), "");
    assertThat(AnswerCheck.difference(ours, theirs, NOTHING)).isEmpty();
  }

  private static Answer answer(int status, Map<String, String> headers, String body) {
    return new Answer(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }
}
