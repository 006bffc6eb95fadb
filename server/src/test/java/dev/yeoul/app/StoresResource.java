package dev.yeoul.app;

import dev.yeoul.embedded.SharedStores;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** Real stores for {@code @QuarkusTest}, shared by all tests of the JVM. */
public final class StoresResource implements QuarkusTestResourceLifecycleManager {
  /** What the tests' tokens are signed with. */
  public static final String SECRET_KEY = "tests-only-4f0c1d7e9a2b8c3d5e6f7a8b9c0d1e2f";

  @Override
  public Map<String, String> start() {
    Map<String, String> settings = new HashMap<>(SharedStores.get().environment());
    settings.put("SECRET_KEY", SECRET_KEY);
    settings.put("BCRYPT_COST", "4");
    settings.put("quarkus.http.test-port", "0");
    settings.put("YEOUL_LOG", "plain");
    settings.put("YEOUL_TRAINING_HOURS", "0");
    return settings;
  }

  @Override
  public void stop() {
    // the stores end with the JVM
  }
}
