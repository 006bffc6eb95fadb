package dev.yeoul.bench.load;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What wrk counted.
 *
 * @param bytes of all answers, headers included
 * @param socketErrors connections that failed and time-outs
 * @param statusErrors answers of 400 and above
 * @param p99Millis of a closed loop, hence no statement on latency: see the latency case
 */
public record WrkResult(
    long requests,
    double seconds,
    long bytes,
    long socketErrors,
    long statusErrors,
    double p99Millis) {
  private static final String MARK = "yeoul ";
  private static final Pattern MEMBER = Pattern.compile("([a-z0-9]+)=([0-9]+)");

  /** All that makes a round void. */
  public long errors() {
    return socketErrors + statusErrors;
  }

  /**
   * Reads the line that requests.lua prints at the end.
   *
   * @throws IllegalArgumentException when there is none: wrk stopped early, and says why above
   */
  static WrkResult parse(String output) {
    String line =
        output
            .lines()
            .filter(one -> one.startsWith(MARK))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("wrk gave no result:\n" + output));
    Map<String, Long> members =
        MEMBER
            .matcher(line)
            .results()
            .collect(
                Collectors.toMap(found -> found.group(1), found -> Long.valueOf(found.group(2))));
    return new WrkResult(
        member(members, "requests"),
        member(members, "micros") / 1e6,
        member(members, "bytes"),
        member(members, "connect")
            + member(members, "read")
            + member(members, "write")
            + member(members, "timeout"),
        member(members, "status"),
        member(members, "p99") / 1e3);
  }

  private static long member(Map<String, Long> members, String name) {
    Long value = members.get(name);
    if (value == null) {
      throw new IllegalArgumentException("wrk's result has no " + name + ": " + members);
    }
    return value;
  }
}
