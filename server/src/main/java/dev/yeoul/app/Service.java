package dev.yeoul.app;

import dev.yeoul.platform.Settings;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.io.IOException;
import org.jboss.logging.Logger;

/** The running service: says that it is ready, and waits for its end. */
final class Service implements QuarkusApplication {
  private static final Logger LOG = Logger.getLogger(Service.class);

  private final Settings settings;

  Service(Settings settings) {
    this.settings = settings;
  }

  @Override
  public int run(String... args) throws IOException {
    if (StartUpCache.isRecording()) {
      StartUpCache.exercise(settings.http().port());
      return 0;
    }
    String ready = "ready http://localhost:" + settings.http().port();
    if (settings.jsonLogs()) {
      LOG.info(ready); // a plain line between JSON is one that a collector can't read
    } else {
      System.out.println(ready);
    }
    StartUpCache.makeIfWanted();
    Quarkus.waitForExit();
    return 0;
  }
}
