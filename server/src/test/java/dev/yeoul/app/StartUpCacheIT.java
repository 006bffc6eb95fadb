package dev.yeoul.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first start leaves a cache that the JVM takes at the next one. */
class StartUpCacheIT {
  @TempDir Path folder;

  @Test
  void aServiceMakesTheCacheBesideServingAndTheNextOneStartsFromIt() {
    Path cache = folder.resolve("new/serve.aot");
    try (ServerProcess first = ServerProcess.withJvmOption("-Dyeoul.startup-cache=" + cache)) {
      await()
          .atMost(Duration.ofMinutes(3))
          .untilAsserted(() -> assertThat(cache).as(first.log()).isRegularFile());
      RestAssured.given().get(first.url() + "/api/plans").then().statusCode(200);
      assertThat(folder.resolve("new")).isDirectoryNotContaining(left -> !left.equals(cache));
    }
    // AOTMode=on ends the JVM at once where the cache does not fit
    try (ServerProcess second =
        ServerProcess.withJvmOption("-XX:AOTMode=on", "-XX:AOTCache=" + cache)) {
      RestAssured.given().get(second.url() + "/api/plans").then().statusCode(200);
      assertThat(second.log()).doesNotContain("[warning]");
    }
    assertThat(Files.exists(cache)).isTrue();
  }

  @Test
  void ofACacheThatDoesNotFitTheJvmSaysNothingOnStandardOutput() throws Exception {
    Path cache = Files.writeString(folder.resolve("other.aot"), "of another program");
    Path errors = folder.resolve("errors");
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@../ops/jvm.options",
                "-XX:AOTCache=" + cache,
                "-version")
            .redirectError(errors.toFile())
            .start();
    assertThat(java.inputReader().lines()).isEmpty();
    assertThat(errors).content().contains("AOT cache", "version \"25");
  }
}
