package dev.yeoul.embedded;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Fetches the pinned servers, for those who want to see that before anything else. */
@Command(name = "install", description = "Fetches MySQL, Redis and MongoDB into the cache.")
final class InstallCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    Binaries binaries = Binaries.pinned();
    Progress.say(
        "%s, %s and %s are in %s"
            .formatted(
                binaries.mysql().name(),
                binaries.redis().name(),
                binaries.mongo().name(),
                BinaryCache.ofUser().root()));
    return 0;
  }
}
