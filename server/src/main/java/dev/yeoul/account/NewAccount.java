package dev.yeoul.account;

import dev.yeoul.platform.ProblemException;
import dev.yeoul.platform.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The body of POST /api/register.
 *
 * @param email required
 * @param password required
 * @param name may be absent
 */
@Schema(name = "NewAccount", description = "Who registers")
record NewAccount(
    @Schema(
            description =
                "An e-mail address; white space around it is dropped and it is kept in lower case",
            examples = "jiwoo@example.com",
            required = true,
            minLength = 3,
            maxLength = EmailAddress.MAX_CHARACTERS)
        @Nullable String email,
    @Schema(
            description = "8 to 72 bytes of UTF-8, no NUL",
            examples = "a river runs through it",
            required = true,
            minLength = Passwords.MIN_BYTES,
            maxLength = Passwords.MAX_BYTES)
        @Nullable String password,
    @Schema(
            description = "What to call the user",
            examples = "지우",
            nullable = true,
            maxLength = NewAccount.MAX_NAME)
        @Nullable String name) {
  static final int MAX_NAME = 100;

  /**
   * The same, checked.
   *
   * @throws ProblemException 422 with everything that is wrong
   */
  Checked checked() {
    List<Violation> violations = new ArrayList<>();
    Optional<EmailAddress> address = Optional.ofNullable(email).flatMap(EmailAddress::of);
    if (address.isEmpty()) {
      violations.add(new Violation("/email", EmailAddress.RULE));
    }
    if (password == null || !Passwords.isAcceptable(password)) {
      violations.add(new Violation("/password", "must have 8 to 72 bytes of UTF-8 and no NUL"));
    }
    if (name != null && name.codePointCount(0, name.length()) > MAX_NAME) {
      violations.add(new Violation("/name", "must have at most " + MAX_NAME + " characters"));
    }
    if (address.isEmpty() || password == null || !violations.isEmpty()) {
      throw ProblemException.invalid(violations);
    }
    return new Checked(address.get(), password, name);
  }

  @Override
  public String toString() {
    return "NewAccount[REDACTED]";
  }

  /** An account that can be made. */
  record Checked(EmailAddress email, String password, @Nullable String name) {}
}
