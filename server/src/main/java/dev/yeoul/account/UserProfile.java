package dev.yeoul.account;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user may see of their own row.
 *
 * @param email in lower case
 * @param name at most 100 characters, or null
 */
public record UserProfile(
    UserId id, String email, @Nullable String name, Instant createdAt, Set<Role> roles) {}
