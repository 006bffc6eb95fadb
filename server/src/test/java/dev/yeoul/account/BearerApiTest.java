package dev.yeoul.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.yeoul.account.TestUsers.TestUser;
import dev.yeoul.app.StoresResource;
import dev.yeoul.platform.Secret;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Header;
import io.restassured.http.Headers;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class BearerApiTest {
  private static final String SECRET_CALL = "/api/users/me";
  private static final String PUBLIC_CALL = "/api/plans";

  private final AccessTokens tokens =
      new AccessTokens(new Secret(StoresResource.SECRET_KEY), Clock.systemUTC());

  @Test
  void asksForATokenWhereOneIsNeeded() {
    given()
        .get(SECRET_CALL)
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .header("WWW-Authenticate", equalTo("Bearer realm=\"yeoul\""))
        .body("code", equalTo("unauthenticated"));
    given().get(PUBLIC_CALL).then().statusCode(200);
  }

  @Test
  void checksTheAddressAndTheMethodFirst() {
    given().get("/api/nowhere").then().statusCode(404);
    given().delete(SECRET_CALL).then().statusCode(405);
    given().get("/api/logout").then().statusCode(405);
  }

  @Test
  void checksTheTokenBeforeTheBody() {
    given().contentType("text/plain").body("x").post("/api/subscriptions").then().statusCode(401);
    given()
        .contentType("application/json")
        .body("{")
        .post("/api/subscriptions")
        .then()
        .statusCode(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bearer", "Bearer", "BEARER", "bEaReR "})
  void takesTheSchemeInAnyCase(String scheme) {
    TestUser user = TestUsers.register();

    given()
        .header("Authorization", scheme + " " + user.token())
        .get(SECRET_CALL)
        .then()
        .statusCode(200)
        .body("email", equalTo(user.email()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Bearer a.b.c",
        "Basic dTpw",
        "Token %s",
        "%s",
        "Bearer %s, Bearer %s",
        "Bearer %s %s",
        "Bearer %sx",
        "Bearer x%s",
        "Bearer:%s",
        "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0."
      })
  void refusesWhatIsNoValidTokenOnPublicCallsToo(String header) {
    String value = header.replace("%s", TestUsers.register().token());

    assertRefused(value, SECRET_CALL);
    assertRefused(value, PUBLIC_CALL);
    assertRefused(value, "/api/series");
  }

  @Test
  void refusesTwoHeaders() {
    TestUser user = TestUsers.register();
    Header header = new Header("Authorization", user.bearer());

    given().headers(new Headers(header, header)).get(SECRET_CALL).then().statusCode(401);
    given().headers(new Headers(header, header)).get(PUBLIC_CALL).then().statusCode(401);
  }

  @Test
  void refusesTokensOfUnknownSessionsAndOthersSessions() {
    TestUser user = TestUsers.register();
    String session = tokens.verify(user.token()).sessionId();
    String nobodys = Session.create(new UserId(user.id())).id();

    assertRefused("Bearer " + token(user.id(), nobodys), SECRET_CALL);
    assertRefused("Bearer " + token(user.id(), nobodys), PUBLIC_CALL);
    assertRefused("Bearer " + token(user.id() + 1, session), SECRET_CALL);
    assertRefused(
        "Bearer "
            + tokens.issue(
                new UserId(user.id()), session, Set.of(Role.VIEWER), Duration.ofSeconds(-1)),
        SECRET_CALL);
    given()
        .header("Authorization", "Bearer " + token(user.id(), session))
        .get(SECRET_CALL)
        .then()
        .statusCode(200);
  }

  @Test
  void rolesInATokenGiveNobodyARole() {
    TestUser user = TestUsers.register();
    String session = tokens.verify(user.token()).sessionId();
    String claimsMore = tokens.issue(new UserId(user.id()), session, Set.of(Role.ADMIN));

    given()
        .header("Authorization", "Bearer " + claimsMore)
        .contentType("application/json")
        .body("{\"kind\": \"movie\", \"title\": \"x\"}")
        .post("/api/series")
        .then()
        .statusCode(403)
        .body("code", equalTo("role_required"));
  }

  @Test
  void neverShowsATokenInAnAnswer() {
    TestUser user = TestUsers.register();

    String body =
        given()
            .header("Authorization", "Bearer x" + user.token())
            .get(SECRET_CALL)
            .then()
            .extract()
            .asString();
    assertThat(body).doesNotContain(user.token());
  }

  private String token(long user, String session) {
    return tokens.issue(new UserId(user), session, Set.of(Role.VIEWER));
  }

  private static void assertRefused(String authorization, String path) {
    given()
        .header("Authorization", authorization)
        .get(path)
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .header("WWW-Authenticate", containsString("error=\"invalid_token\""))
        .body("code", equalTo("invalid_token"));
  }
}
