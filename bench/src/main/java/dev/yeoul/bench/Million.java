package dev.yeoul.bench;

import dev.yeoul.bench.process.Service;
import dev.yeoul.bench.process.ServiceOptions;
import dev.yeoul.embedded.EmbeddedStores;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * A service of its own over a million generated titles. It gets a larger cache than a small
 * catalogue needs: the issue of a large one is what 700 MB make of it.
 *
 * @param importSeconds what the import took
 */
record Million(Service service, double importSeconds) {
  private static final int TITLES = 1_000_000;
  private static final int CACHE_MEGABYTES = 384;
  static final long CACHE_BYTES = CACHE_MEGABYTES * 1024L * 1024;

  static Million start(Ground ground) throws IOException, InterruptedException {
    EmbeddedStores stores = ground.ownStores("million");
    ground.say("importing a million generated titles, which takes a minute or two");
    long from = System.nanoTime();
    ground.program().run("million-import", stores, List.of("import", "--generate", "" + TITLES));
    double seconds = (System.nanoTime() - from) / 1e9;
    ServiceOptions options =
        ServiceOptions.defaults().with("YEOUL_CACHE_MB", Integer.toString(CACHE_MEGABYTES));
    Service service = ground.serviceOf("million", stores, options);
    return new Million(service, seconds);
  }

  String note() {
    return String.format(
        Locale.ROOT,
        "the service ran with YEOUL_CACHE_MB=%d; importing the titles took %.0f s",
        CACHE_MEGABYTES,
        importSeconds);
  }
}
