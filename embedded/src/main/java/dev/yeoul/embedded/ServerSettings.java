package dev.yeoul.embedded;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the server is told when it runs on embedded stores. */
final class ServerSettings {
  /**
   * Names that a user's shell or CI may carry; none of them may lead our server to their stores.
   */
  private static final List<String> NOT_INHERITED =
      List.of("MYSQL_", "MONGO", "REDIS_", "SECRET_KEY", "BCRYPT_COST", "YEOUL_", "QUARKUS_");

  // Between the 12 of production and a test's 4: registering feels instant and is still hashing.
  private static final String BCRYPT_COST = "6";

  private ServerSettings() {}

  /** The stores' settings and the rest that the server needs, under their {@code .env} names. */
  static Map<String, String> of(EmbeddedStores stores) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>(stores.environment());
    settings.put("SECRET_KEY", stores.directory().secret("secret-key"));
    settings.put("BCRYPT_COST", BCRYPT_COST);
    settings.put("YEOUL_LOG", "plain");
    return settings;
  }

  /** A whole environment: the user's without any setting of the server, and these settings. */
  static Map<String, String> environment(Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().removeIf(name -> NOT_INHERITED.stream().anyMatch(name::startsWith));
    environment.putAll(settings);
    return environment;
  }

  /** The user's own environment, for stores that are elsewhere. */
  static Map<String, String> external() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putIfAbsent("YEOUL_LOG", "plain");
    return environment;
  }
}
