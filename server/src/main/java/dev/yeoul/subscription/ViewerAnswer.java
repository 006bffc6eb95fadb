package dev.yeoul.subscription;

import dev.yeoul.account.Role;
import dev.yeoul.account.UserProfile;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The answer of GET /api/users/me. */
@Schema(name = "User", description = "Who you are, and what you have bought")
record ViewerAnswer(
    @Schema(examples = "17") long id,
    @Schema(examples = "jiwoo@example.com") String email,
    @Schema(examples = "지우", nullable = true) @Nullable String name,
    @Schema(examples = "2026-11-22T12:00:00.000Z") Instant createdAt,
    @Schema(description = "Some of viewer, editor, admin", examples = "[\"viewer\"]")
        List<String> roles,
    @Schema(description = "The running subscription", nullable = true)
        @Nullable Subscription subscription) {

  static ViewerAnswer of(UserProfile user, @Nullable Subscription subscription) {
    return new ViewerAnswer(
        user.id().value(),
        user.email(),
        user.name(),
        user.createdAt(),
        user.roles().stream().map(Role::text).toList(),
        subscription);
  }
}
