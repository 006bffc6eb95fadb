package dev.yeoul.account;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The 200 answer of POST /api/token (RFC 6749 section 5.1). */
@Schema(name = "Token", description = "An access token and the token that refreshes it once")
record TokenAnswer(
    @Schema(description = "For the Authorization header: Bearer ...", examples = "eyJhbGciOi...")
        String accessToken,
    @Schema(description = "Always bearer", examples = "bearer") String tokenType,
    @Schema(description = "Seconds that the access token lives", examples = "900") long expiresIn,
    @Schema(
            description = "Works once, for 30 days; the answer to its use holds the next one",
            examples = "17.q83vEjRWeJCrze8SNFZ4kA.x3...")
        String refreshToken) {

  static TokenAnswer of(String accessToken, Session session) {
    return new TokenAnswer(
        accessToken, "bearer", AccessTokens.LIFETIME.toSeconds(), session.refreshToken());
  }

  @Override
  public String toString() {
    return "TokenAnswer[REDACTED]";
  }
}
