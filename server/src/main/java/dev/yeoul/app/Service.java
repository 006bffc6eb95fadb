package dev.yeoul.app;

import dev.yeoul.platform.Settings;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.io.IOException;

/** The running service: says that it is ready, and waits for its end. */
final class Service implements QuarkusApplication {
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
    System.out.println("ready http://localhost:" + settings.http().port());
    StartUpCache.makeIfWanted();
    Quarkus.waitForExit();
    return 0;
  }
}
