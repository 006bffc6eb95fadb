package dev.yeoul.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.yeoul.account.TestUsers.TestUser;
import dev.yeoul.app.StoresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class TokenApiTest {
  private static final String CALL = "/api/token";
  private static final String FORM = "application/x-www-form-urlencoded";

  /** Sends the body as the test wrote it. */
  private static final RestAssuredConfig AS_IT_STANDS =
      RestAssuredConfig.config()
          .encoderConfig(
              EncoderConfig.encoderConfig()
                  .encodeContentTypeAs(FORM, ContentType.TEXT)
                  .appendDefaultContentCharsetToContentTypeIfUndefined(false));

  @Test
  void logsIn() {
    TestUser user = TestUsers.register();

    String token =
        post(Map.of("username", user.email(), "password", TestUsers.PASSWORD))
            .then()
            .statusCode(200)
            .header("Cache-Control", "no-store")
            .header("Pragma", "no-cache")
            .body("token_type", equalTo("bearer"))
            .body("expires_in", equalTo(900))
            .body("refresh_token", not(equalTo(user.refreshToken())))
            .extract()
            .path("access_token");

    me("Bearer " + token).statusCode(200).body("id", equalTo((int) user.id()));
    me(user.bearer()).statusCode(200);
  }

  @Test
  void takesTheAddressAsItWasTypedAndFieldsThatOauthClientsAdd() {
    TestUser user = TestUsers.register();

    post(Map.of(
            "grant_type",
            "password",
            "username",
            " " + user.email().toUpperCase(Locale.ROOT) + " ",
            "password",
            TestUsers.PASSWORD,
            "scope",
            "",
            "client_id",
            "x"))
        .then()
        .statusCode(200);
  }

  @Test
  void saysTheSameToAWrongPasswordAndToAnUnknownUser() {
    TestUser user = TestUsers.register();

    Response wrong = post(Map.of("username", user.email(), "password", "not the password"));
    Response unknown = post(Map.of("username", "x" + user.email(), "password", "not the password"));
    Response noAddress = post(Map.of("username", "x", "password", "not the password"));
    Response tooLong = post(Map.of("username", user.email(), "password", "가".repeat(1000)));
    Response nul = post(Map.of("username", user.email(), "password", TestUsers.PASSWORD + "\0"));

    for (Response refused : List.of(wrong, unknown, noAddress, tooLong, nul)) {
      refused
          .then()
          .statusCode(401)
          .contentType("application/problem+json")
          .header("Cache-Control", "no-store")
          .header("WWW-Authenticate", containsString("Bearer"))
          .body("code", equalTo("invalid_grant"))
          .body("error", equalTo("invalid_grant"))
          .body("error_description", notNullValue());
      assertThat(refused.jsonPath().getString("error_description"))
          .isEqualTo(wrong.jsonPath().getString("error_description"));
      assertThat(refused.jsonPath().getString("detail"))
          .isEqualTo(wrong.jsonPath().getString("detail"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "username=a%40b",
        "password=12345678",
        "username=&password=12345678",
        "username=a%40b&password=",
        "grant_type=refresh_token",
        "grant_type=refresh_token&refresh_token=",
        "username=a%40b&username=c%40d&password=12345678",
        "username=%&password=12345678",
        "username=%ED%A0%80&password=12345678",
        "username=%ff&password=12345678"
      })
  void refusesIncompleteAndBrokenForms(String body) {
    form(body)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .header("Cache-Control", "no-store")
        .body("error", equalTo("invalid_request"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"client_credentials", "PASSWORD", "refresh", "x y", "😀"})
  void refusesOtherGrantTypes(String grantType) {
    post(Map.of("grant_type", grantType, "username", "a@b", "password", "12345678"))
        .then()
        .statusCode(400)
        .body("code", equalTo("unsupported_grant_type"))
        .body("error", equalTo("unsupported_grant_type"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/plain", "multipart/form-data; boundary=x"})
  void takesFormsOnly(String type) {
    given()
        .contentType(type)
        .body(
            "{\"username\": \"a@b\", \"password\": \"12345678\"}".getBytes(StandardCharsets.UTF_8))
        .post(CALL)
        .then()
        .statusCode(415)
        .header("Cache-Control", "no-store")
        .body("code", equalTo("unsupported_media_type"))
        .body("error", equalTo("invalid_request"))
        .body("error_description", not(emptyOrNullString()));
  }

  @Test
  void saysAsOAuthDoesThatAFormIsTooLarge() {
    form("username=" + "a".repeat(1 << 20))
        .then()
        .statusCode(413)
        .body("code", equalTo("body_too_large"))
        .body("error", equalTo("invalid_request"))
        .body("error_description", not(emptyOrNullString()));
  }

  @Test
  void ignoresAStaleToken() {
    TestUser user = TestUsers.register();

    given()
        .config(AS_IT_STANDS)
        .header("Authorization", "Bearer stale")
        .contentType(FORM)
        .body("username=" + encoded(user.email()) + "&password=" + encoded(TestUsers.PASSWORD))
        .post(CALL)
        .then()
        .statusCode(200);
  }

  @Test
  void refreshTokensRotateAndWorkOnce() {
    TestUser user = TestUsers.register();

    Response first = refresh(user.refreshToken());
    first.then().statusCode(200).header("Cache-Control", "no-store");
    String second = first.jsonPath().getString("refresh_token");
    assertThat(second).isNotEqualTo(user.refreshToken());
    me("Bearer " + first.jsonPath().getString("access_token")).statusCode(200);

    refresh(user.refreshToken())
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", containsString("Bearer"))
        .body("error", equalTo("invalid_grant"));
    // the session lives on: the used one harms nobody
    me(user.bearer()).statusCode(200);
    refresh(second).then().statusCode(200);
    refresh(second).then().statusCode(401);
    refresh(user.refreshToken()).then().statusCode(401);
  }

  @Test
  void ofFiftyParallelUsesOneSucceedsAndTheSessionLives() {
    TestUser user = TestUsers.register();

    List<Response> answers = Burst.of(50, () -> refresh(user.refreshToken()));

    List<Response> successes = answers.stream().filter(one -> one.statusCode() == 200).toList();
    assertThat(answers).extracting(Response::statusCode).containsOnly(200, 401);
    assertThat(successes).hasSize(1);
    me("Bearer " + successes.getFirst().jsonPath().getString("access_token")).statusCode(200);
    refresh(successes.getFirst().jsonPath().getString("refresh_token")).then().statusCode(200);
  }

  @Test
  void refusesRefreshTokensThatItDidNotIssue() {
    TestUser user = TestUsers.register();
    String[] parts = user.refreshToken().split("\\.", -1);
    String other = TestUsers.register().refreshToken().split("\\.", -1)[2];

    for (String token :
        List.of(
            "x",
            user.token(),
            parts[0] + "." + parts[1] + "." + other,
            (user.id() + 1) + "." + parts[1] + "." + parts[2],
            "99999999999999999999." + parts[1] + "." + parts[2],
            user.refreshToken() + "x",
            " " + user.refreshToken())) {
      refresh(token).then().statusCode(401).body("error", equalTo("invalid_grant"));
    }
    refresh(user.refreshToken()).then().statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"; charset=ISO-8859-1", ";charset=utf-8", "; charset=EUC-KR", "; x=y"})
  void formsHaveNoCharset(String parameter) {
    TestUser user = TestUsers.register();

    given()
        .config(AS_IT_STANDS)
        .contentType(FORM + parameter)
        .body("username=" + encoded(user.email()) + "&password=" + encoded(TestUsers.PASSWORD))
        .post(CALL)
        .then()
        .statusCode(200);
  }

  private static ValidatableResponse me(String authorization) {
    return given().header("Authorization", authorization).get("/api/users/me").then();
  }

  private static Response refresh(String token) {
    return form("grant_type=refresh_token&refresh_token=" + encoded(token));
  }

  private static Response post(Map<String, String> fields) {
    StringBuilder body = new StringBuilder();
    fields.forEach(
        (name, value) -> body.append('&').append(name).append('=').append(encoded(value)));
    return form(body.substring(1));
  }

  private static Response form(String body) {
    return given().config(AS_IT_STANDS).contentType(FORM).body(body).post(CALL);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
