package dev.yeoul.app;

import dev.yeoul.recommendation.DemoAudience;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the demo's audience. */
@Command(
    name = "audience",
    mixinStandardHelpOptions = true,
    description = {
      "Make generated viewers with tastes over the catalogue's genres, and what they watched in the",
      "last 60 days. Nobody can log in as one; their addresses end in @generated.invalid.",
      "A second run adds what is missing up to the number, else nothing."
    })
final class AudienceCommand implements Callable<Integer> {
  @Option(
      names = "--viewers",
      paramLabel = "N",
      defaultValue = "2000",
      description = "How many there shall be, 1 to 1000000; default 2000.")
  private int viewers;

  @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Default 1.")
  private long seed;

  @Override
  public Integer call() {
    if (viewers < 1 || viewers > 1_000_000) {
      throw new StartFailure("--viewers needs a number from 1 to 1000000");
    }
    try (Stores stores = Stores.open(Launch.source())) {
      DemoAudience audience = new DemoAudience(stores.mysql().jdbi(), Clock.systemUTC());
      System.out.println(audience.make(viewers, seed, System.err::println).text());
      return 0;
    }
  }
}
