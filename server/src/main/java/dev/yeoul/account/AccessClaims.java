package dev.yeoul.account;

/**
 * What a verified access token says.
 *
 * @param expiresAt in seconds since 1970; at this second the token is over
 */
record AccessClaims(UserId user, String sessionId, long expiresAt) {}
