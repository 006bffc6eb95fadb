package dev.yeoul.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.restassured.http.ContentType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A property-based fuzzer, driven by the OpenAPI document alone, calls everything as an editor with
 * a subscription: no server error, no status, type or body that the document does not have.
 */
class OpenApiFuzzIT {
  private static final int EXAMPLES_A_CALL = 25;

  @Test
  void a_fuzzer_finds_nothing_undocumented() throws IOException, InterruptedException {
    String fuzzer = System.getenv("YEOUL_SCHEMATHESIS");
    assumeTrue(fuzzer != null && !fuzzer.isBlank(), "no Python here: the API fuzzer is skipped");
    try (ServerProcess server = ServerProcess.serve()) {
      String token = editor(server);
      Path report = Files.createTempFile("yeoul-fuzz-", ".log");
      Process run =
          new ProcessBuilder(command(fuzzer, server.url(), token))
              .redirectErrorStream(true)
              .redirectOutput(report.toFile())
              .start();
      boolean ended = run.waitFor(12, TimeUnit.MINUTES);
      if (!ended) {
        run.destroyForcibly();
      }
      String said = Files.readString(report);
      assertThat(ended).as("the fuzzer ended in time:\n%s", said).isTrue();
      assertThat(run.exitValue()).as("the fuzzer's findings:\n%s", said).isZero();
      assertThat(server.log()).doesNotContain(" ERROR ");
    }
  }

  private static List<String> command(String fuzzer, String url, String token) {
    return List.of(
        fuzzer,
        "run",
        url + "/openapi.json",
        "--header",
        "Authorization: Bearer " + token,
        // ending the session would turn every later answer into 401
        "--exclude-operation-id",
        "logout",
        "--checks",
        "not_a_server_error,status_code_conformance,content_type_conformance,"
            + "response_schema_conformance,response_headers_conformance",
        "--phases",
        "examples,coverage,fuzzing",
        "--max-examples",
        Integer.toString(EXAMPLES_A_CALL),
        "--seed",
        "1",
        "--workers",
        "2",
        "--request-timeout",
        "20",
        "--no-color");
  }

  private static String editor(ServerProcess server) {
    String email = "fuzz-" + UUID.randomUUID() + "@example.org";
    String token =
        given()
            .contentType(ContentType.JSON)
            .body(Map.of("email", email, "password", "correct horse"))
            .post(server.url() + "/api/register")
            .then()
            .statusCode(201)
            .extract()
            .path("access_token");
    ServerProcess.run(ServerProcess.settings(), "user", "grant", email, "editor");
    given()
        .auth()
        .oauth2(token)
        .contentType(ContentType.JSON)
        .body(Map.of("plan", "premium", "billing_period", "year"))
        .post(server.url() + "/api/subscriptions")
        .then()
        .statusCode(201);
    return token;
  }
}
