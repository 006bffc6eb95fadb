package dev.yeoul.bench;

import dev.yeoul.bench.load.Requests;
import dev.yeoul.bench.process.Call;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The requests of a case, made before its run: enough of them for every title to be asked for some
 * times, in no order that a cache could learn.
 *
 * @param file the same for {@link dev.yeoul.bench.load.Wrk}
 */
record PreparedCalls(List<Call> calls, Path file) {
  private static final int COUNT = 32_768;
  private static final long SEED = 1;

  PreparedCalls {
    calls = List.copyOf(calls);
  }

  /** Makes the next one. */
  interface Source {
    Call next(Ground ground, Random random) throws Exception;
  }

  static PreparedCalls of(Ground ground, String name, Source source) throws Exception {
    Random random = new Random(SEED);
    List<Call> calls = new ArrayList<>(COUNT);
    for (int i = 0; i < COUNT; i++) {
      calls.add(source.next(ground, random));
    }
    return new PreparedCalls(calls, write(ground.work().resolve(name + ".requests"), calls));
  }

  boolean areSignedIn() {
    return calls.getFirst().headers().containsKey("Authorization");
  }

  private static Path write(Path file, List<Call> calls) throws IOException {
    return Requests.write(file, calls.stream().map(PreparedCalls::text).toList());
  }

  static String text(Call call) {
    StringBuilder headers = new StringBuilder();
    call.headers().forEach((name, value) -> headers.append(name + ": " + value + "\r\n"));
    return call.body().isEmpty()
        ? Requests.get(call.target(), headers.toString())
        : Requests.post(call.target(), headers.toString(), call.body());
  }
}
