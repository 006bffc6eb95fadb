package dev.yeoul.subscription;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.yeoul.account.Burst;
import dev.yeoul.account.TestUsers;
import dev.yeoul.account.TestUsers.TestUser;
import dev.yeoul.app.StoresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class SubscriptionApiTest {
  private static final String CURRENT = "/api/subscriptions/current";

  @Test
  void listsThePlansForEverybody() {
    Response plans = given().get("/api/plans");

    plans
        .then()
        .statusCode(200)
        .header("Cache-Control", containsString("public"))
        .body(
            "code",
            equalTo(List.of("basic", "standard", "premium", "basic", "standard", "premium")))
        .body("billing_period", equalTo(List.of("month", "month", "month", "year", "year", "year")))
        .body("max_streams", equalTo(List.of(1, 2, 4, 1, 2, 4)))
        .body("max_height", equalTo(List.of(720, 1080, 2160, 720, 1080, 2160)))
        .body("currency", equalTo(Collections.nCopies(6, "KRW")))
        .body("[1].name", equalTo("Standard"))
        .body("[1].price", equalTo(12900));
    given().header("If-None-Match", plans.header("ETag")).get("/api/plans").then().statusCode(304);
  }

  @Test
  void startsByTierAndPeriod() {
    TestUser user = TestUsers.register();

    JsonPath started =
        start(
                user,
                "{\"plan\": \"standard\", \"billing_period\": \"year\", \"auto_renewal\": false}")
            .then()
            .statusCode(201)
            .header("Location", containsString("/api/subscriptions/current"))
            .header("Cache-Control", "private, no-store")
            .body("user_id", equalTo((int) user.id()))
            .body("plan_id", equalTo(5))
            .body("status", equalTo("active"))
            .body("auto_renewal", equalTo(false))
            .extract()
            .jsonPath();

    Instant begin = Instant.parse(started.getString("start_date"));
    assertThat(Instant.parse(started.getString("end_date")))
        .isEqualTo(begin.atZone(ZoneOffset.UTC).plusYears(1).toInstant());
    JsonPath current = current(user).then().statusCode(200).extract().jsonPath();
    assertThat(current.<Object>get("")).isEqualTo(started.<Object>get(""));
    given()
        .header("Authorization", user.bearer())
        .get("/api/users/me")
        .then()
        .statusCode(200)
        .body("subscription", equalTo(started.get("")));
  }

  @Test
  void startsById() {
    TestUser user = TestUsers.register();

    start(user, "{\"plan_id\": 1, \"plan\": null}")
        .then()
        .statusCode(201)
        .body("plan_id", equalTo(1))
        .body("auto_renewal", equalTo(true));
  }

  @Test
  void allowsOneCurrentSubscription() {
    TestUser user = TestUsers.register();
    start(user, "{\"plan_id\": 1}").then().statusCode(201);

    start(user, "{\"plan_id\": 2}")
        .then()
        .statusCode(409)
        .body("code", equalTo("subscription_exists"));
    cancel(user, "").then().statusCode(200);
    start(user, "{\"plan_id\": 2}").then().statusCode(409);
    current(user).then().body("plan_id", equalTo(1));
  }

  @Test
  void ofFiftyParallelAttemptsOneSucceeds() {
    TestUser user = TestUsers.register();

    List<Integer> statuses = Burst.of(50, () -> start(user, "{\"plan_id\": 1}").statusCode());

    assertThat(statuses).containsOnly(201, 409);
    assertThat(Collections.frequency(statuses, 201)).isEqualTo(1);
  }

  @Test
  void parallelAttemptsOfManyUsersAllSucceed() {
    List<Integer> statuses =
        Burst.of(
            30,
            () -> {
              TestUser user = TestUsers.register();
              return start(user, "{\"plan_id\": 3}").statusCode();
            });

    assertThat(statuses).containsOnly(201);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | /plan",
        "{\"plan_id\": null} | /billing_period",
        "{\"plan\": \"basic\"} | /billing_period",
        "{\"billing_period\": \"month\"} | /plan",
        "{\"plan\": \"basic\", \"billing_period\": \"week\"} | /billing_period",
        "{\"plan\": \"basic\", \"billing_period\": 1} | /billing_period",
        "{\"plan_id\": 1, \"plan\": \"basic\", \"billing_period\": \"month\"} | /plan",
        "{\"plan_id\": 1, \"billing_period\": \"month\"} | /billing_period",
        "{\"plan_id\": \"1\"} | /plan_id",
        "{\"plan_id\": 1.5} | /plan_id",
        "{\"plan_id\": true} | /plan_id",
        "{\"plan_id\": 1.0} | /plan_id",
        "{\"plan_id\": 9223372036854775808.5} | /plan_id",
        "{\"plan_id\": []} | /plan_id",
        "{\"plan\": 5, \"billing_period\": \"month\"} | /plan",
        "{\"plan\": \"b\\u0000\", \"billing_period\": \"month\"} | /plan",
        "{\"plan_id\": 1, \"auto_renewal\": \"true\"} | /auto_renewal",
        "{\"plan_id\": 1, \"auto_renewal\": 1} | /auto_renewal"
      })
  void refusesWhatDoesNotFit(String body, String pointer) {
    TestUser user = TestUsers.register();

    start(user, body).then().statusCode(422).body("errors.pointer", hasItem(pointer));
    current(user).then().statusCode(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"plan_id\": 0}",
        "{\"plan_id\": -1}",
        "{\"plan_id\": 9223372036854775807}",
        "{\"plan_id\": 9223372036854775808}",
        "{\"plan_id\": -9223372036854775809}",
        "{\"plan_id\": 99999999999999999999999999}",
        "{\"plan\": \"gold\", \"billing_period\": \"month\"}",
        "{\"plan\": \"Basic\", \"billing_period\": \"month\"}",
        "{\"plan\": \"여울 😀\", \"billing_period\": \"month\"}"
      })
  void doesNotFindWhatIsNotSold(String body) {
    start(TestUsers.register(), body)
        .then()
        .statusCode(404)
        .body("code", equalTo("plan_not_found"));
  }

  @Test
  void aCancelledOneRunsOn() {
    TestUser user = TestUsers.register();
    JsonPath started = start(user, "{\"plan_id\": 1}").jsonPath();

    Response first = cancel(user, "");
    Response again = cancel(user, "?immediately=false");

    first
        .then()
        .statusCode(200)
        .body("status", equalTo("cancelled"))
        .body("end_date", equalTo(started.getString("end_date")));
    again.then().statusCode(200);
    assertThat(again.asString()).isEqualTo(first.asString());
    assertThat(current(user).asString()).isEqualTo(first.asString());
  }

  @Test
  void oneCanBeEndedNow() {
    TestUser user = TestUsers.register();
    start(user, "{\"plan_id\": 1}").then().statusCode(201);

    cancel(user, "?immediately=true").then().statusCode(200).body("status", equalTo("cancelled"));

    current(user).then().statusCode(404).body("code", equalTo("no_subscription"));
    cancel(user, "").then().statusCode(404).body("code", equalTo("no_subscription"));
    given()
        .header("Authorization", user.bearer())
        .get("/api/users/me")
        .then()
        .body("subscription", nullValue());
    start(user, "{\"plan_id\": 2}").then().statusCode(201).body("status", equalTo("active"));
    current(user).then().statusCode(200).body("plan_id", equalTo(2));
  }

  @Test
  void aCancelledOneCanBeEndedNow() {
    TestUser user = TestUsers.register();
    start(user, "{\"plan_id\": 1}").then().statusCode(201);
    cancel(user, "").then().statusCode(200);

    cancel(user, "?immediately=true").then().statusCode(200);

    current(user).then().statusCode(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "1", "TRUE", "truefalse"})
  void immediatelyIsTrueOrFalse(String value) {
    TestUser user = TestUsers.register();
    start(user, "{\"plan_id\": 1}").then().statusCode(201);

    cancel(user, "?immediately=" + value).then().statusCode(422);
    current(user).then().statusCode(200).body("status", equalTo("active"));
  }

  @Test
  void nobodyHasOneWithoutBuyingIt() {
    TestUser user = TestUsers.register();

    current(user).then().statusCode(404).body("code", equalTo("no_subscription"));
    cancel(user, "").then().statusCode(404);
    given().get(CURRENT).then().statusCode(401);
    given().delete(CURRENT).then().statusCode(401);
  }

  private static Response start(TestUser user, String body) {
    return given()
        .header("Authorization", user.bearer())
        .contentType(ContentType.JSON)
        .body(body)
        .post("/api/subscriptions");
  }

  private static Response current(TestUser user) {
    return given().header("Authorization", user.bearer()).get(CURRENT);
  }

  private static Response cancel(TestUser user, String query) {
    return given().header("Authorization", user.bearer()).delete(CURRENT + query);
  }
}
