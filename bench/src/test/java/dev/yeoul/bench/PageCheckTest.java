package dev.yeoul.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yeoul.bench.process.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PageCheckTest {
  private final List<Answer> recorded =
      IntStream.range(0, 20).mapToObj(i -> page("showing" + i, i)).toList();
  private final PageCheck check = new PageCheck(recorded);

  @Test
  void pagesThatAreTheRecordedOnesPass() {
    assertThatCode(() -> check.run(recorded, recorded)).doesNotThrowAnyException();
  }

  @Test
  void pagesThatTheServiceMadeAnewArePassedOverIfEnoughRemain() {
    assertThatCode(() -> check.run(recorded, anew(20 - PageCheck.LEAST)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> check.run(recorded, anew(20 - PageCheck.LEAST + 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("20 of the peer's 20 pages and 9 of the service's 20");
  }

  @Test
  void thePeerMustHaveThemAll() {
    assertThatThrownBy(() -> check.run(anew(1), recorded))
        .hasMessageContaining("19 of the peer's 20 pages");
  }

  @Test
  void aShowingThatDiffersEndsTheCase() {
    List<Answer> changed = new ArrayList<>(recorded);
    changed.set(3, page("showing3", 4));
    assertThatThrownBy(() -> check.run(changed, recorded))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("page showing3 differs");
    assertThatThrownBy(() -> check.run(recorded, changed)).hasMessageContaining("showing3");
    changed.set(3, answer(200, Map.of("cache-control", "public"), recorded.get(3).body()));
    assertThatThrownBy(() -> check.run(changed, recorded)).hasMessageContaining("cache-control");
  }

  @Test
  void whatIsNoPageEndsTheCase() {
    List<Answer> refused = List.of(answer(401, Map.of(), new byte[0]));
    assertThatThrownBy(() -> check.run(recorded, refused)).hasMessageContaining("401");
  }

  @Test
  void aPageSaysWhichModelMadeIt() throws IOException {
    assertThat(RecommendedPage.of(page("a", 1)))
        .isEqualTo(new RecommendedPage("2026-11-24T00:00:00Z", "a"));
    Answer empty = answer(200, Map.of(), "[]".getBytes(StandardCharsets.UTF_8));
    assertThat(RecommendedPage.of(empty).modelVersion()).isEqualTo(RecommendedPage.NO_MODEL);
  }

  /** The recorded ones, of which the first were made anew. */
  private List<Answer> anew(int howMany) {
    List<Answer> answers = new ArrayList<>(recorded);
    for (int i = 0; i < howMany; i++) {
      answers.set(i, page("anew" + i, i));
    }
    return answers;
  }

  private static Answer page(String showing, int score) {
    String body =
        """
        [{"row":"for_you","title":"For you","reason":{"code":"history"},
          "model_version":"2026-11-24T00:00:00Z","impression_id":"%s",
          "items":[{"series":{"id":1},"score":%d}]}]
        """
            .formatted(showing, score);
    return answer(
        200, Map.of("cache-control", "private, no-store"), body.getBytes(StandardCharsets.UTF_8));
  }

  private static Answer answer(int status, Map<String, String> headers, byte[] body) {
    return new Answer(status, headers, body);
  }
}
