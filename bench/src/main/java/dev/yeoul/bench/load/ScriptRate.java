package dev.yeoul.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often a second Redis runs the progress script when redis-benchmark asks, from as many
 * connections as the cases have: what a server between viewers and Redis could reach at best.
 */
public final class ScriptRate {
  private static final String PROGRAM = "redis-benchmark";
  private static final int CALLS = 100_000;
  private static final Pattern RATE = Pattern.compile("\",\"([0-9.]+)\"");

  private ScriptRate() {}

  /** Whether there is a redis-benchmark on PATH. */
  public static boolean isThere() throws InterruptedException {
    try {
      Process process = new ProcessBuilder(PROGRAM, "--version").redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      process.waitFor();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Calls of the script a second. */
  public static double measure(int port, String password, String sha)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(PROGRAM, "-h", "127.0.0.1", "-p", Integer.toString(port)));
    command.addAll(List.of("-a", password, "-c", Integer.toString(Wrk.CONNECTIONS)));
    command.addAll(List.of("-n", Integer.toString(CALLS), "-r", "10000", "--csv"));
    command.addAll(call(sha));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return parse(output);
    } finally {
      process.destroyForcibly();
    }
  }

  /** A write as the service would send it, of any of 10,000 viewers. */
  public static List<String> call(String sha) {
    return List.of(
        "EVALSHA",
        sha,
        "3",
        "bare:progress:{p1}:__rand_int__:1",
        "bare:watching:{p1}:__rand_int__",
        "bare:views:{p1}",
        "1",
        "1",
        "1234567|5400000|0",
        "W|1|1|1|1234567|5400000|0|play|living room",
        "2592000",
        "1000");
  }

  /** The rate in redis-benchmark's CSV, which has a line of names before it since 6.2. */
  static double parse(String output) {
    Matcher found = RATE.matcher(output);
    if (!found.find()) {
      throw new IllegalArgumentException("redis-benchmark gave no rate:\n" + output);
    }
    return Double.parseDouble(found.group(1));
  }
}
