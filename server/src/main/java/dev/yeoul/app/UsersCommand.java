package dev.yeoul.app;

import dev.yeoul.account.GeneratedUsers;
import dev.yeoul.platform.Settings;
import dev.yeoul.subscription.SubscribedUsers;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Many users at once, for load tests. */
@Command(
    name = "users",
    mixinStandardHelpOptions = true,
    description = "Make many users.",
    subcommands = UsersCommand.Generate.class)
final class UsersCommand {
  @Command(
      name = "generate",
      mixinStandardHelpOptions = true,
      description = {
        "Make N users with running subscriptions, and print a line each:",
        "the user's id, a tab, an access token."
      })
  static final class Generate implements Callable<Integer> {
    @Parameters(paramLabel = "N", description = "How many, 1 to 10000000.")
    private int howMany;

    @Option(
        names = "--hours",
        paramLabel = "H",
        defaultValue = "24",
        description = "How long the tokens live; default 24.")
    private int hours;

    @Override
    public Integer call() {
      if (howMany < 1 || howMany > 10_000_000 || hours < 1) {
        throw new StartFailure(
            "users generate needs a number from 1 to 10000000, and --hours >= 1");
      }
      try (Stores stores = Stores.open(Launch.source())) {
        Settings settings = stores.settings();
        GeneratedUsers users =
            new GeneratedUsers(
                stores.redis(),
                settings.secretKey(),
                settings.bcryptCost(),
                Clock.systemUTC(),
                Duration.ofHours(hours));
        new SubscribedUsers(stores.mysql().jdbi(), users, Clock.systemUTC())
            .generate(
                howMany, user -> System.out.println(user.id().value() + "\t" + user.accessToken()));
        System.err.println(howMany + " users; their password is " + users.password().value());
        return 0;
      }
    }
  }
}
