package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.account.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImpressionsTest {
  private static final String SECRET = "tests-only-4f0c1d7e9a2b8c3d5e6f7a8b9c0d1e2f";
  private static final UserId VIEWER = new UserId(7);
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private final Impressions impressions = at(NOW);

  @Test
  void it_is_good_for_its_viewer_on_every_node_for_a_day() {
    String impression = impressions.next(VIEWER);
    assertThat(impression).hasSize(22);
    assertThat(impressions.isGood(impression, VIEWER)).isTrue();
    assertThat(at(NOW.plus(Duration.ofHours(24))).isGood(impression, VIEWER)).isTrue();
    assertThat(at(NOW.plus(Duration.ofHours(24)).plusMillis(1)).isGood(impression, VIEWER))
        .isFalse();
    assertThat(impressions.isGood(impression, new UserId(8))).isFalse();
  }

  @Test
  void another_secret_or_another_character_makes_it_bad() {
    String impression = impressions.next(VIEWER);
    var foreign = new Impressions(SECRET + "x", Clock.fixed(NOW, ZoneOffset.UTC));
    assertThat(foreign.isGood(impression, VIEWER)).isFalse();
    for (int i = 0; i < 21; i++) {
      char other = impression.charAt(i) == 'A' ? 'B' : 'A';
      String changed = impression.substring(0, i) + other + impression.substring(i + 1);
      assertThat(impressions.isGood(changed, VIEWER)).as(changed).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "not base64!", "AAAAAAAAAAAAAAAAAAAAAA", "한글"})
  void what_was_never_handed_out_is_bad(String impression) {
    assertThat(impressions.isGood(impression, VIEWER)).isFalse();
  }

  private static Impressions at(Instant time) {
    return new Impressions(SECRET, Clock.fixed(time, ZoneOffset.UTC));
  }
}
