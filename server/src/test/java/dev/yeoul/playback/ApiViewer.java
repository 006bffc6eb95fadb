package dev.yeoul.playback;

import static io.restassured.RestAssured.given;

import dev.yeoul.catalog.EpisodeId;
import dev.yeoul.catalog.SeriesId;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;

/** Somebody who uses the API. */
public record ApiViewer(long id, String token) {
  /** Registers somebody without a subscription. */
  public static ApiViewer register() {
    return register("");
  }

  /** Registers somebody without a subscription at the service at this address. */
  public static ApiViewer register(String url) {
    JsonPath answer =
        given()
            .contentType(ContentType.JSON)
            .body(
                Map.of("email", "u" + UUID.randomUUID() + "@example.com", "password", "secret123"))
            .post(url + "/api/register")
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();
    return new ApiViewer(answer.getLong("user.id"), answer.getString("access_token"));
  }

  /** Registers somebody with a subscription. */
  public static ApiViewer subscribed() {
    return subscribed("");
  }

  /** Registers somebody with a subscription at the service at this address. */
  public static ApiViewer subscribed(String url) {
    ApiViewer viewer = register(url);
    viewer
        .call()
        .contentType(ContentType.JSON)
        .body(Map.of("plan", "basic", "billing_period", "month"))
        .post(url + "/api/subscriptions")
        .then()
        .statusCode(201);
    return viewer;
  }

  /** A request with this viewer's token. */
  public RequestSpecification call() {
    return given().header("Authorization", "Bearer " + token);
  }

  /** Reports progress with this body. */
  public ValidatableResponse report(SeriesId series, Object body) {
    return call()
        .contentType(ContentType.JSON)
        .body(body)
        .post("/api/series/" + series + "/progress")
        .then();
  }

  /** Reports a position that is accepted. */
  public void watch(SeriesId series, EpisodeId episode, long seconds) {
    report(
            series,
            Map.of("episode_id", episode.value(), "position_seconds", BigDecimal.valueOf(seconds)))
        .statusCode(200);
  }

  /** What a call answers. */
  public JsonPath read(String path) {
    return call().get(path).then().statusCode(200).extract().jsonPath();
  }
}
