package dev.yeoul.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.account.TestUsers.TestUser;
import dev.yeoul.app.StoresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class HashingStormTest {
  private static final int LOG_INS = 400;

  /** As production has it: a few log-ins a second on this pool. */
  private static final int COST = 12;

  @Inject Jdbi jdbi;

  @Test
  void aStormOfLogInsIsRefusedAndTheRestGoesOn() {
    TestUser user = userWithCostlyPassword();
    HttpRequest logIn =
        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/api/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                BodyPublishers.ofString(
                    "username="
                        + URLEncoder.encode(user.email(), StandardCharsets.UTF_8)
                        + "&password=not+the+password"))
            .build();
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      List<CompletableFuture<HttpResponse<String>>> storm =
          Stream.generate(() -> client.sendAsync(logIn, BodyHandlers.ofString()))
              .limit(LOG_INS)
              .toList();
      given().get("/api/plans").then().statusCode(200);
      given().header("Authorization", user.bearer()).get("/api/users/me").then().statusCode(200);
      assertThat(storm).as("the storm goes on").anyMatch(answer -> !answer.isDone());

      List<HttpResponse<String>> answers = storm.stream().map(CompletableFuture::join).toList();
      assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(401, 503);
      assertThat(answers).extracting(HttpResponse::statusCode).contains(401, 503);
      assertThat(answers)
          .filteredOn(answer -> answer.statusCode() == 503)
          .allSatisfy(answer -> {
            assertThat(answer.headers().firstValue("Retry-After")).get().asString().matches("\\d+");
            assertThat(answer.body())
                .contains("\"overloaded\"", "\"error\":\"temporarily_unavailable\"");
          });
    }
    given()
        .formParam("username", TestUsers.register().email())
        .formParam("password", TestUsers.PASSWORD)
        .post("/api/token")
        .then()
        .statusCode(200);
  }

  private TestUser userWithCostlyPassword() {
    TestUser user = TestUsers.register();
    jdbi.useHandle(handle ->
        handle
            .createUpdate("UPDATE users SET hashed_password = :hash WHERE id = :id")
            .bind("hash", Passwords.hash(COST, TestUsers.PASSWORD))
            .bind("id", user.id())
            .execute());
    return user;
  }
}
