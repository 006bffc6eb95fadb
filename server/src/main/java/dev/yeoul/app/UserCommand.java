package dev.yeoul.app;

import dev.yeoul.account.Role;
import dev.yeoul.account.UserAdmin;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What an operator does to one user. */
@Command(
    name = "user",
    mixinStandardHelpOptions = true,
    description = "Change one user.",
    subcommands = UserCommand.Grant.class)
final class UserCommand {
  @Command(
      name = "grant",
      mixinStandardHelpOptions = true,
      description = "Give a user one more role; running nodes go by it within a second.")
  static final class Grant implements Callable<Integer> {
    @Parameters(paramLabel = "EMAIL", description = "The user's e-mail address.")
    private String email = "";

    @Parameters(paramLabel = "ROLE", description = "viewer, editor or admin.")
    private String role = "";

    @Override
    public Integer call() {
      Role wanted = role();
      try (Stores stores = Stores.open(Launch.source())) {
        Set<Role> roles = new UserAdmin(stores.changes()).grant(email, wanted);
        System.out.println(
            email
                + " is now "
                + roles.stream()
                    .map(one -> one.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", ")));
        return 0;
      }
    }

    private Role role() {
      try {
        return Role.valueOf(role.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new StartFailure("there is no role " + role + ": viewer, editor or admin");
      }
    }
  }
}
