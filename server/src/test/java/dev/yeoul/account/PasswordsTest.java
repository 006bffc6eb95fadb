package dev.yeoul.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yeoul.platform.PlatformProblem;
import dev.yeoul.platform.ProblemException;
import dev.yeoul.platform.WorkPool;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordsTest {
  private final WorkPool pool = new WorkPool("test", 1, 1, Duration.ofSeconds(10), null);
  private final Passwords passwords = new Passwords(4, pool);

  @AfterEach
  void close() {
    passwords.close();
  }

  @Test
  void tellsPasswordsApartUpToTheLastOf72Bytes() {
    String longest = "가".repeat(24);
    String hash = passwords.hash(longest);

    assertThat(passwords.matches(longest, hash)).isTrue();
    assertThat(passwords.matches("가".repeat(23) + "나", hash)).isFalse();
    assertThat(passwords.matches("가".repeat(23), hash)).isFalse();
    assertThat(passwords.matches(longest + "a", hash)).as("beyond what bcrypt sees").isFalse();
    assertThat(hash).startsWith("$2b$04$").hasSize(60).doesNotContain("가");
    assertThat(passwords.hash(longest)).as("salted").isNotEqualTo(hash);
  }

  @Test
  void nothingFitsTheAudiencesHash() {
    assertThat(passwords.matches("!", AudienceUsers.NO_HASH)).isFalse();
    assertThat(passwords.matches("over the rapids", AudienceUsers.NO_HASH)).isFalse();
  }

  @Test
  void acceptsEightTo72Bytes() {
    assertThat(Passwords.isAcceptable("1234567")).isFalse();
    assertThat(Passwords.isAcceptable("12345678")).isTrue();
    assertThat(Passwords.isAcceptable("가나")).isFalse();
    assertThat(Passwords.isAcceptable("가나다")).isTrue();
    assertThat(Passwords.isAcceptable("a".repeat(72))).isTrue();
    assertThat(Passwords.isAcceptable("a".repeat(73))).isFalse();
    assertThat(Passwords.isAcceptable("가".repeat(25))).isFalse();
    assertThat(Passwords.isAcceptable("1234\u00005678")).isFalse();
  }

  @Test
  void hashesForNobodyWithTheSameCost() {
    Passwords costly = new Passwords(9, pool);
    String hash = costly.hash("right password");

    long somebody = quickest(() -> assertThat(costly.matches("wrong password", hash)).isFalse());
    long nobody = quickest(() -> costly.matchesNobody("wrong password"));

    assertThat((double) nobody / somebody).isBetween(0.5, 2.0);
  }

  @Test
  void refusesWithRetryAfterWhenItsQueueIsFull() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Thread running = Thread.startVirtualThread(() -> occupy(started, release));
    started.await();
    Thread waiting = Thread.startVirtualThread(() -> passwords.matchesNobody("x"));
    org.awaitility.Awaitility.await()
        .untilAsserted(() ->
            assertThatThrownBy(() -> passwords.hash("a password"))
                .isInstanceOfSatisfying(
                    ProblemException.class,
                    problem -> assertThat(problem.type()).isEqualTo(PlatformProblem.OVERLOADED)));
    release.countDown();
    running.join();
    waiting.join();

    assertThat(passwords.hash("a password")).isNotEmpty();
  }

  private void occupy(CountDownLatch started, CountDownLatch release) {
    pool.run(() -> {
      started.countDown();
      release.await();
      return true;
    });
  }

  /** The quickest of several runs is the least disturbed by others on the machine. */
  private static long quickest(Runnable work) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 7; i++) {
      long start = System.nanoTime();
      work.run();
      best = Math.min(best, System.nanoTime() - start);
    }
    return best;
  }
}
