package dev.yeoul.app;

import dev.yeoul.platform.Setting;
import dev.yeoul.platform.Settings;
import dev.yeoul.platform.SettingsSource;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.QuarkusBindException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** The configuration that this process was launched with. */
final class Launch {
  /** Below it, most systems let only root listen. */
  private static final int PRIVILEGED = 1024;

  private static volatile @Nullable Settings prepared;

  private Launch() {}

  /** The environment and <code>.env</code> of the working directory. */
  static SettingsSource source() {
    return SettingsSource.of(System.getenv(), Path.of(".env"));
  }

  /** Reads the settings and hands the framework what it needs of them. */
  static void prepare(Map<Setting, String> options) {
    Map<String, String> named = new HashMap<>();
    options.forEach((setting, value) -> named.put(setting.name(), value));
    Settings settings = Settings.read(source().with(named));
    prepared = settings;
    System.setProperty("quarkus.http.host", settings.http().host());
    System.setProperty("quarkus.http.port", Integer.toString(settings.http().port()));
    System.setProperty("quarkus.log.console.json.enabled", Boolean.toString(settings.jsonLogs()));
  }

  /** The settings; in tests and live reload, where nothing was prepared, from the configuration. */
  static Settings settings() {
    Settings known = prepared;
    return known == null ? Settings.read(configured()) : known;
  }

  /** Whether this is <code>./yeoul dev</code>: the service ends and begins at each change of it. */
  static boolean isDevelopment() {
    return LaunchMode.current() == LaunchMode.DEVELOPMENT;
  }

  /** What the framework calls when the service has ended. */
  static void exited(int code, @Nullable Throwable failure) {
    if (isDevelopment()) {
      // a live reload ends the service too, and knows itself what to do then
      ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(code, failure);
      return;
    }
    if (failure != null) {
      explain(failure);
      System.exit(1);
    }
    System.exit(code);
  }

  private static void explain(Throwable failure) {
    StartFailure known = StartFailure.in(failure);
    Settings settings = prepared;
    if (known != null) {
      System.err.println("yeoul: " + known.getMessage());
    } else if (isTakenPort(failure) && settings != null) {
      int port = settings.http().port();
      System.err.println(
          "yeoul: port "
              + port
              + " is taken by another program"
              + (port < PRIVILEGED ? ", or not for this user as one below " + PRIVILEGED : "")
              + "; choose one with --port or YEOUL_PORT");
    } else {
      failure.printStackTrace();
    }
  }

  private static boolean isTakenPort(Throwable failure) {
    Throwable cause = failure;
    while (cause != null && !(cause instanceof QuarkusBindException)) {
      cause = cause.getCause();
    }
    return cause != null;
  }

  private static SettingsSource configured() {
    Config config = ConfigProvider.getConfig();
    Map<String, String> values = new HashMap<>();
    for (Setting setting : Setting.values()) {
      Optional<String> value = config.getOptionalValue(setting.name(), String.class);
      value.ifPresent(text -> values.put(setting.name(), text));
    }
    return SettingsSource.of(values);
  }
}
