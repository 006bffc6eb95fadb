package dev.yeoul.bench;

import dev.yeoul.bench.load.ScriptRate;
import dev.yeoul.bench.process.RedisProbe;
import dev.yeoul.embedded.EmbeddedStores;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The bare peer counts only if it is a good one: in its best round it reaches 0.6 of what Redis
 * does with the same script.
 */
final class PeerProof {
  private static final double LEAST = 0.6;
  private static final int TIMES = 3;
  private static final int PIPELINED = 64;
  private static final long OWN_PROBE_NANOS = 2_000_000_000L;

  private final EmbeddedStores stores;
  private final RedisProbe redis;
  private final String sha;

  PeerProof(EmbeddedStores stores, RedisProbe redis, String sha) {
    this.stores = stores;
    this.redis = redis;
    this.sha = sha;
  }

  /**
   * Measures Redis and adds the finding "peer_to_redis".
   *
   * @return a note that says what was reached
   * @throws NotRunException where the peer is no measure
   */
  String require(double peerRate, List<Finding> findings)
      throws IOException, InterruptedException, NotRunException {
    boolean theirs = ScriptRate.isThere();
    double[] rates = new double[TIMES];
    for (int i = 0; i < TIMES; i++) {
      rates[i] =
          theirs
              ? ScriptRate.measure(stores.redis().port(), RedisProbe.password(stores), sha)
              : ownProbe();
    }
    double best = Statistics.median(rates);
    String note =
        String.format(
            Locale.ROOT,
            "the bare peer's %,.0f writes/s are %.2f of the %,.0f that %s reached with the script",
            peerRate,
            peerRate / best,
            best,
            theirs ? "redis-benchmark (64 connections)" : "our own pipelined probe");
    if (peerRate < LEAST * best) {
      throw new NotRunException(note + ", and count only from " + LEAST + " on");
    }
    findings.add(Finding.of("peer_to_redis", peerRate / best));
    return note;
  }

  /** For machines without redis-benchmark: one connection, 64 calls in flight. */
  private double ownProbe() throws IOException {
    List<List<String>> calls =
        IntStream.range(0, PIPELINED)
            .mapToObj(i ->
                ScriptRate.call(sha).stream()
                    .map(word -> word.replace("__rand_int__", Integer.toString(i * 37)))
                    .toList())
            .toList();
    long from = System.nanoTime();
    long done = 0;
    while (System.nanoTime() - from < OWN_PROBE_NANOS) {
      done += redis.askAll(calls).size();
    }
    return done * 1e9 / (System.nanoTime() - from);
  }
}
