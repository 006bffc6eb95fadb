package dev.yeoul.recommendation;

import dev.yeoul.account.UserId;
import dev.yeoul.platform.NumberReader;
import dev.yeoul.platform.NumberWriter;
import dev.yeoul.platform.RecordCache;
import dev.yeoul.playback.ViewerHistory.Mark;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Pages of the last minute, one a viewer, packed and outside of the heap. */
@Singleton
final class KeptPages {
  private static final Duration KEPT = Duration.ofSeconds(60);

  private static final int MEGABYTES = 16;

  private static final int EXPECTED_BYTES = 2_000;

  private final RecordCache pages = new RecordCache(MEGABYTES, 0);
  private final Clock clock;

  KeptPages(Clock clock) {
    this.clock = clock;
  }

  /**
   * What a page was made from and for; with another one of these it is not good any more.
   *
   * @param version of the model
   * @param limit titles a row
   * @param mark of the viewer's latest write
   */
  record Basis(String version, int limit, Mark mark) {
    private byte[] packed() {
      var numbers = new NumberWriter(64);
      numbers.put(limit);
      numbers.put(mark.seriesId());
      numbers.put(mark.ms());
      numbers.put(version.getBytes(StandardCharsets.UTF_8));
      return numbers.bytes();
    }
  }

  /** Keeps a page instead of the viewer's former one. */
  void keep(UserId user, Basis basis, ReadyPage page) {
    var numbers = new NumberWriter(EXPECTED_BYTES);
    numbers.put(clock.millis());
    numbers.put(basis.packed());
    page.pack(numbers);
    pages.put(user.value(), numbers.bytes());
  }

  /** The viewer's page, if it is good for this. */
  @Nullable ReadyPage find(UserId user, Basis basis) {
    byte[] bytes = pages.get(user.value());
    if (bytes == null) {
      return null;
    }
    var numbers = new NumberReader(bytes);
    long age = clock.millis() - numbers.next();
    return age < KEPT.toMillis() && Arrays.equals(numbers.nextBytes(), basis.packed())
        ? ReadyPage.unpacked(numbers)
        : null;
  }

  void drop(long user) {
    pages.remove(user);
  }

  void dropAll() {
    pages.clear();
  }
}
