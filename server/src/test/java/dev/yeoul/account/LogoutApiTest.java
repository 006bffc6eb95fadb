package dev.yeoul.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import dev.yeoul.account.TestUsers.TestUser;
import dev.yeoul.app.StoresResource;
import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.platform.ProblemException;
import dev.yeoul.platform.RedisPipeline;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class LogoutApiTest {
  @Inject AccessTokens tokens;
  @Inject SessionStore sessions;
  @Inject UserStore users;
  @Inject Passwords passwords;
  @Inject Jdbi jdbi;
  @Inject RedisPipeline redis;
  @Inject Clock clock;

  @Test
  void endsTheSessionAtOnce() {
    TestUser user = TestUsers.register();
    String otherSession = TestUsers.register().bearer();
    assertThat(status(user.bearer())).isEqualTo(200);

    given()
        .header("Authorization", user.bearer())
        .post("/api/logout")
        .then()
        .statusCode(204)
        .header("Cache-Control", "private, no-store");

    assertThat(status(user.bearer())).isEqualTo(401);
    given().header("Authorization", user.bearer()).post("/api/logout").then().statusCode(401);
    given().header("Authorization", user.bearer()).get("/api/plans").then().statusCode(401);
    refresh(user).then().statusCode(401).body("error", equalTo("invalid_grant"));
    assertThat(status(otherSession)).isEqualTo(200);
  }

  @Test
  void endsOneSessionOfAUserAndNotTheOthers() {
    TestUser user = TestUsers.register();
    String second =
        given()
            .formParam("username", user.email())
            .formParam("password", TestUsers.PASSWORD)
            .post("/api/token")
            .path("access_token");

    given().header("Authorization", user.bearer()).post("/api/logout").then().statusCode(204);

    assertThat(status(user.bearer())).isEqualTo(401);
    assertThat(status("Bearer " + second)).isEqualTo(200);
  }

  @Test
  void needsAToken() {
    given().post("/api/logout").then().statusCode(401).body("code", equalTo("unauthenticated"));
  }

  @Test
  void endsItOnOtherNodesWithinASecondEvenIfTheMessageIsLost() {
    TestUser user = TestUsers.register();
    try (SecondNode other = new SecondNode(tokens, jdbi, redis)) {
      Viewer viewer = await(other.authenticator, user);
      assertThat(other.authenticator.cached(user.bearer())).isEqualTo(viewer);

      // a feed without Redis publishes nothing: only the change rows can tell
      accounts(new ChangeFeed(jdbi, null, clock)).logOut(viewer);

      Awaitility.await()
          .atMost(Duration.ofSeconds(1))
          .pollInterval(Duration.ofMillis(20))
          .untilAsserted(() -> assertThat(other.authenticator.cached(user.bearer())).isNull());
      assertThatThrownBy(() -> await(other.authenticator, user))
          .isInstanceOf(ProblemException.class);
    }
  }

  @Test
  void canBeRepeatedOnAnyNodeWhereItFailedHalfWay() {
    TestUser user = TestUsers.register();
    AccessClaims claims = tokens.verify(user.token());
    // what a log-out leaves whose transaction MySQL did not commit
    sessions.markEnding(claims.user(), claims.sessionId());

    try (SecondNode fresh = new SecondNode(tokens, jdbi, redis)) {
      assertThatThrownBy(() -> await(fresh.authenticator, user))
          .isInstanceOf(ProblemException.class);
    }
    refresh(user).then().statusCode(401);
    assertThat(status(user.bearer())).as("a node that asks Redis now").isEqualTo(401);
    given().header("Authorization", user.bearer()).post("/api/logout").then().statusCode(204);

    Awaitility.await()
        .untilAsserted(
            () -> assertThat(exists(Session.key(claims.user(), claims.sessionId()))).isZero());
    given().header("Authorization", user.bearer()).post("/api/logout").then().statusCode(401);
  }

  @Test
  void everySessionExpires() {
    TestUser user = TestUsers.register();
    AccessClaims claims = tokens.verify(user.token());
    String key = Session.key(claims.user(), claims.sessionId());
    long month = Duration.ofDays(30).toSeconds();

    assertThat(secondsLeft(key)).isBetween(month - 60, month);
    redis.call(Request.cmd(Command.EXPIRE).arg(key).arg(1000));
    refresh(user).then().statusCode(200);
    assertThat(secondsLeft(key)).as("refreshing lets it live on").isBetween(month - 60, month);
    sessions.markEnding(claims.user(), claims.sessionId());
    assertThat(secondsLeft(key)).isBetween(1L, Duration.ofMinutes(16).toSeconds());
  }

  private long secondsLeft(String key) {
    return redis.call(Request.cmd(Command.TTL).arg(key)).toLong();
  }

  private int exists(String key) {
    return redis.call(Request.cmd(Command.EXISTS).arg(key)).toInteger();
  }

  private Accounts accounts(ChangeFeed feed) {
    return new Accounts(users, passwords, tokens, sessions, feed, clock);
  }

  private static Viewer await(Authenticator authenticator, TestUser user) {
    return authenticator.authenticate(user.bearer()).await().atMost(Duration.ofSeconds(5));
  }

  private static int status(String authorization) {
    return given().header("Authorization", authorization).get("/api/users/me").statusCode();
  }

  private static io.restassured.response.Response refresh(TestUser user) {
    return given()
        .formParam("grant_type", "refresh_token")
        .formParam("refresh_token", user.refreshToken())
        .post("/api/token");
  }
}
