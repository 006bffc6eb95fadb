package dev.yeoul.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

final class PeakSearchTest {
  private final PeakSearch search = new PeakSearch(1_000, 3, Duration.ofSeconds(1));

  @Test
  void doublesAndThenHalvesTheGap() throws IOException {
    assertThat(search.find(pace -> sent(pace, rate -> rate <= 5_300 ? 1_000 : 980)))
        .hasValue(5_000);
  }

  @Test
  void takesALittleLessThanAllForAll() throws IOException {
    assertThat(search.find(pace -> sent(pace, rate -> rate <= 2_000 ? 991 : 989))).hasValue(2_000);
  }

  @Test
  void aRateWithErrorsIsBeyondThePeak() throws IOException {
    assertThat(search.find(pace -> answered(pace, pace.perSecond() > 4_000 ? 503 : 200)))
        .hasValue(4_000);
  }

  @Test
  void goesDownWhereTheFirstRateFails() throws IOException {
    assertThat(search.find(pace -> sent(pace, rate -> rate <= 390 ? 1_000 : 980))).hasValue(375);
  }

  @Test
  void asksAgainBeforeItBelievesInAFailure() throws IOException {
    AtomicInteger hiccups = new AtomicInteger();
    assertThat(
            search.find(pace ->
                sent(
                    pace,
                    rate -> rate > 2_000 || hiccups.getAndIncrement() % 2 == 0 ? 500 : 1_000)))
        .hasValue(2_000);
  }

  @Test
  void thereIsNoneWhereEveryRateFails() throws IOException {
    assertThat(search.find(pace -> sent(pace, rate -> 500))).isEmpty();
  }

  private static OpenLoopResult answered(Pace pace, int status) {
    long all = pace.scheduled();
    return new OpenLoopResult(
        all, all, 0, Map.of(status, all), all, Map.of(), 0, 1, new Histogram(3));
  }

  /** So many thousandths of the schedule sent and answered. */
  private static OpenLoopResult sent(Pace pace, IntUnaryOperator thousandths) {
    long sent = pace.scheduled() * thousandths.applyAsInt(pace.perSecond()) / 1_000;
    return new OpenLoopResult(
        pace.scheduled(), sent, 0, Map.of(200, sent), sent, Map.of(), 0, 1, new Histogram(3));
  }
}
