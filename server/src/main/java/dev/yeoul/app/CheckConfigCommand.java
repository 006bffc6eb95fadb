package dev.yeoul.app;

import dev.yeoul.platform.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Says whether the settings are complete and right, without touching a store. */
@Command(
    name = "check-config",
    description = "Check the settings from the environment and .env, and print them.")
final class CheckConfigCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    Settings settings = Settings.read(Launch.source());
    System.out.printf(
        """
        MySQL    %s@%s:%d/%s
        Redis    %s:%d
        MongoDB  MONGO_URI is set
        HTTP     %s:%d, metrics %s
        roles    %s
        The settings are complete.
        """,
        settings.mysql().user(),
        settings.mysql().host(),
        settings.mysql().port(),
        settings.mysql().database(),
        settings.redis().host(),
        settings.redis().port(),
        settings.http().host(),
        settings.http().port(),
        settings.http().metricsPort() == 0
            ? "on the same port"
            : "on port " + settings.http().metricsPort(),
        settings.roles());
    return 0;
  }
}
