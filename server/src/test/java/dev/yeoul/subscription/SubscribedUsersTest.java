package dev.yeoul.subscription;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.yeoul.account.GeneratedUsers;
import dev.yeoul.account.GeneratedUsers.GeneratedUser;
import dev.yeoul.app.StoresResource;
import dev.yeoul.platform.RedisPipeline;
import dev.yeoul.platform.Secret;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class SubscribedUsersTest {
  @Inject Jdbi jdbi;
  @Inject RedisPipeline redis;
  @Inject Clock clock;

  @Test
  void makesUsersWhoMayWatchAtOnce() {
    GeneratedUsers users =
        new GeneratedUsers(
            redis, new Secret(StoresResource.SECRET_KEY), 4, clock, Duration.ofHours(1));
    List<GeneratedUser> made = new ArrayList<>();

    new SubscribedUsers(jdbi, users, clock).generate(1500, made::add);

    assertThat(made).hasSize(1500);
    assertThat(made).extracting(GeneratedUser::id).doesNotHaveDuplicates();
    for (GeneratedUser user : List.of(made.getFirst(), made.get(999), made.getLast())) {
      given()
          .header("Authorization", "Bearer " + user.accessToken())
          .get("/api/users/me")
          .then()
          .statusCode(200)
          .body("id", equalTo((int) user.id().value()))
          .body("subscription.status", equalTo("active"));
    }
    String email =
        given()
            .header("Authorization", "Bearer " + made.getLast().accessToken())
            .get("/api/users/me")
            .path("email");
    given()
        .formParam("username", email)
        .formParam("password", users.password().value())
        .post("/api/token")
        .then()
        .statusCode(200);
  }
}
