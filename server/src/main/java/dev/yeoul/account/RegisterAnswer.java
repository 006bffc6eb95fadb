package dev.yeoul.account;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The 201 answer of POST /api/register: the user is logged in already. */
@Schema(name = "Registered", description = "The new user, logged in")
record RegisterAnswer(
    @Schema(description = "For the Authorization header: Bearer ...", examples = "eyJhbGciOi...")
        String accessToken,
    @Schema(description = "Always bearer", examples = "bearer") String tokenType,
    @Schema(description = "Seconds that the access token lives", examples = "900") long expiresIn,
    @Schema(
            description = "Works once, for 30 days; the answer to its use holds the next one",
            examples = "17.q83vEjRWeJCrze8SNFZ4kA.x3...")
        String refreshToken,
    User user) {

  static RegisterAnswer of(TokenAnswer tokens, User user) {
    return new RegisterAnswer(
        tokens.accessToken(), tokens.tokenType(), tokens.expiresIn(), tokens.refreshToken(), user);
  }

  @Override
  public String toString() {
    return "RegisterAnswer[REDACTED]";
  }

  /** The new user. */
  @Schema(name = "RegisteredUser")
  record User(
      @Schema(examples = "17") long id,
      @Schema(examples = "jiwoo@example.com") String email,
      @Schema(examples = "지우", nullable = true) @Nullable String name,
      @Schema(examples = "2026-11-22T12:00:00.000Z") Instant createdAt) {}
}
