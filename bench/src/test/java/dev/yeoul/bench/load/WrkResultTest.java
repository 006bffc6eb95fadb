package dev.yeoul.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WrkResultTest {
  /** As wrk 4.1.0 prints it. */
  private static final String OUTPUT =
      """
      Running 2s test @ http://127.0.0.1:8000
        1 threads and 64 connections
        Thread Stats   Avg      Stdev     Max   +/- Stdev
          Latency     2.11ms    1.42ms  31.28ms   92.11%
          Req/Sec    31.30k     2.71k   35.48k    70.00%
        62307 requests in 2.00s, 38.21MB read
        Socket errors: connect 0, read 3, write 1, timeout 2
        Non-2xx or 3xx responses: 7
      Requests/sec:  31137.94
      Transfer/sec:     19.10MB
      yeoul requests=62307 micros=2001000 bytes=40065930 connect=0 read=3 write=1 timeout=2 status=7 p99=8123
      """;

  @Test
  void readsTheLineOfOurScript() {
    WrkResult result = WrkResult.parse(OUTPUT);
    assertThat(result.requests()).isEqualTo(62_307);
    assertThat(result.seconds()).isEqualTo(2.001);
    assertThat(result.bytes()).isEqualTo(40_065_930);
    assertThat(result.p99Millis()).isEqualTo(8.123);
  }

  @Test
  void countsEveryKindOfError() {
    WrkResult result = WrkResult.parse(OUTPUT);
    assertThat(result.socketErrors()).isEqualTo(6);
    assertThat(result.statusErrors()).isEqualTo(7);
    assertThat(result.errors()).isEqualTo(13);
  }

  @Test
  void aRunThatStoppedEarlyIsNoResult() {
    String early = "unable to connect to 127.0.0.1:1 Connection refused\n";
    assertThatThrownBy(() -> WrkResult.parse(early)).hasMessageContaining("Connection refused");
  }

  @Test
  void aLineThatLacksACountIsNoResult() {
    assertThatThrownBy(() -> WrkResult.parse(OUTPUT.replace("timeout=2 ", "")))
        .hasMessageContaining("timeout");
  }

  @Test
  void readsRedisBenchmarksRateWithAndWithoutAHeadline() {
    String old = "\"EVALSHA abc 3 a b c\",\"48076.92\"\n";
    String now =
        """
        "test","rps","avg_latency_ms","min_latency_ms","p50_latency_ms"
        "EVALSHA abc 3 a b c","51234.50","1.199","0.144","1.175"
        """;
    assertThat(ScriptRate.parse(old)).isEqualTo(48_076.92);
    assertThat(ScriptRate.parse(now)).isEqualTo(51_234.5);
    assertThatThrownBy(() -> ScriptRate.parse("NOAUTH")).hasMessageContaining("NOAUTH");
  }
}
