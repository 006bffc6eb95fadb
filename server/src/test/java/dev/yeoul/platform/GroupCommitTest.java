package dev.yeoul.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A write that nobody answers is one that a test would wait for for ever. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GroupCommitTest {
  private final RuntimeException outage =
      new IllegalStateException(new SQLTransientConnectionException("no answer", "08001"));

  private final List<List<String>> batches = new CopyOnWriteArrayList<>();

  /** What the next batches come to, each once the test says so. */
  private final BlockingQueue<Runnable> ends = new LinkedBlockingQueue<>();

  private final GroupCommit<String, String> writes = new GroupCommit<>(this::commit, Duration.ZERO);

  private List<String> commit(List<String> batch) {
    batches.add(batch);
    try {
      ends.take().run();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (batch.contains("bad")) {
      throw new IllegalArgumentException("bad");
    }
    return batch.stream().map(item -> item + " written").toList();
  }

  private void end(int times) {
    for (int i = 0; i < times; i++) {
      ends.add(() -> {});
    }
  }

  private void fail() {
    throw outage;
  }

  @Test
  void one_alone_is_written_at_once_and_what_comes_meanwhile_together_in_its_order() {
    CompletableFuture<String> first = writes.write("a");
    while (batches.isEmpty()) {
      Thread.onSpinWait();
    }
    var second = writes.write("b");
    var third = writes.write("c");
    assertThat(first).isNotDone();
    end(2);
    assertThat(first.join()).isEqualTo("a written");
    assertThat(second.join()).isEqualTo("b written");
    assertThat(third.join()).isEqualTo("c written");
    assertThat(batches).containsExactly(List.of("a"), List.of("b", "c"));
    end(1);
    assertThat(writes.write("d").join()).as("after a rest").isEqualTo("d written");
  }

  @Test
  void what_is_to_blame_fails_alone() {
    end(100);
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (String item : List.of("a", "b", "bad", "c", "d")) {
      answers.add(writes.write(item));
    }
    var bad = answers.remove(2);
    assertThat(answers.stream().map(CompletableFuture::join))
        .containsExactly("a written", "b written", "c written", "d written");
    assertThatThrownBy(bad::join).hasCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void while_the_store_is_out_one_tries_and_all_others_fail_without_waiting() {
    var first = writes.write("a");
    while (batches.isEmpty()) {
      Thread.onSpinWait();
    }
    var waiting = writes.write("b");
    ends.add(this::fail);
    assertThatThrownBy(first::join).hasCause(outage);
    assertThatThrownBy(waiting::join).hasCause(outage);
    assertThat(batches).as("who waited was not tried").hasSize(1);

    var trying = tryAgain();
    assertThatThrownBy(writes.write("d")::join).hasCause(outage);
    end(1);
    assertThat(trying.join()).isEqualTo("c written");
    end(1);
    assertThat(writes.write("e").join()).isEqualTo("e written");
  }

  /** Where the last batch is not wholly over yet, this one fails with it. */
  private CompletableFuture<String> tryAgain() {
    var trying = writes.write("c");
    while (trying.isCompletedExceptionally()) {
      trying = writes.write("c");
    }
    return trying;
  }

  @Test
  void no_more_waits_than_the_bound() {
    var first = writes.write("a");
    while (batches.isEmpty()) {
      Thread.onSpinWait();
    }
    List<CompletableFuture<String>> waiting = new ArrayList<>();
    for (int i = 0; i < GroupCommit.MOST_WAITING; i++) {
      waiting.add(writes.write("b"));
    }
    assertThatThrownBy(writes.write("c")::join)
        .hasCauseInstanceOf(ProblemException.class)
        .hasMessageContaining("Too many");
    end(1 + GroupCommit.MOST_WAITING / GroupCommit.MOST_AT_ONCE);
    first.join();
    waiting.forEach(CompletableFuture::join);
    assertThat(batches.stream().skip(1))
        .allSatisfy(batch -> assertThat(batch).hasSize(GroupCommit.MOST_AT_ONCE));
  }
}
