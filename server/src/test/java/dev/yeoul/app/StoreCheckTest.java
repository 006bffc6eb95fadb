package dev.yeoul.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StoreCheckTest {
  @Test
  void a_store_that_hangs_is_down_and_is_asked_once() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch thawed = new CountDownLatch(1);
    StoreCheck check =
        new StoreCheck(() -> {
          asked.incrementAndGet();
          awaitQuietly(thawed);
        });

    List<CompletableFuture<String>> states = Stream.generate(check::state).limit(100).toList();

    assertThat(states).allMatch(state -> state.join().equals("down"));
    assertThat(asked).hasValue(1);
    thawed.countDown();
    assertThat(check.state().join()).isEqualTo("up");
  }

  @Test
  void a_failure_is_down_until_it_is_over() {
    AtomicInteger asked = new AtomicInteger();
    StoreCheck check =
        new StoreCheck(() -> {
          if (asked.incrementAndGet() == 1) {
            throw new IllegalStateException("refused");
          }
        });

    assertThat(check.state().join()).isEqualTo("down");
    assertThat(check.state().join()).isEqualTo("up");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
