package dev.yeoul.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import dev.yeoul.account.TestUsers.TestUser;
import dev.yeoul.app.StoresResource;
import dev.yeoul.platform.ChangeFeed;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class RoleApiTest {
  @Inject Jdbi jdbi;
  @Inject Clock clock;

  @Test
  void aGrantWorksWithinASecondOnARunningNode() {
    TestUser user = TestUsers.register();
    assertThat(editorCall(user)).isEqualTo(403);

    // another process, whose messages nobody hears
    UserAdmin admin = new UserAdmin(new ChangeFeed(jdbi, null, clock));
    Set<Role> roles = admin.grant(" " + user.email().toUpperCase(Locale.ROOT), Role.EDITOR);

    assertThat(roles).containsExactlyInAnyOrder(Role.VIEWER, Role.EDITOR);
    Awaitility.await()
        .atMost(Duration.ofSeconds(1))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> assertThat(editorCall(user)).isEqualTo(404));
    given()
        .header("Authorization", user.bearer())
        .get("/api/users/me")
        .then()
        .body("roles", equalTo(List.of("viewer", "editor")));
  }

  @Test
  void anAdminMayDoWhatAnEditorMay() {
    TestUser user = TestUsers.register();

    new UserAdmin(new ChangeFeed(jdbi, null, clock)).grant(user.email(), Role.ADMIN);

    assertThat(editorCall(user)).isEqualTo(404);
  }

  @Test
  void grantingTwiceChangesNothing() {
    TestUser user = TestUsers.register();
    UserAdmin admin = new UserAdmin(new ChangeFeed(jdbi, null, clock));

    assertThat(admin.grant(user.email(), Role.EDITOR))
        .isEqualTo(admin.grant(user.email(), Role.EDITOR));
  }

  @Test
  void namesTheAddressThatNobodyHas() {
    UserAdmin admin = new UserAdmin(new ChangeFeed(jdbi, null, clock));

    for (String email : List.of("nobody-at-all@example.com", "nobody")) {
      assertThatThrownBy(() -> admin.grant(email, Role.EDITOR))
          .isInstanceOf(UnknownUserException.class)
          .hasMessage("No user has the e-mail address " + email);
    }
  }

  /** 403 for a viewer; an editor gets as far as the series that does not exist. */
  private static int editorCall(TestUser user) {
    return given()
        .header("Authorization", user.bearer())
        .header("If-Match", "\"x\"")
        .delete("/api/series/9223372036854775807")
        .statusCode();
  }
}
