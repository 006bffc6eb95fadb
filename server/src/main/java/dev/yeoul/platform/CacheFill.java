package dev.yeoul.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One load of an answer that several calls may wait for. */
public final class CacheFill {
  /** Where a call's routing context keeps it. */
  static final String KEY = "yeoul.cache-fill";

  private final String key;
  private final byte[] address;
  private final long loadStart;
  private final List<Consumer<@Nullable CachedAnswer>> waiting = new ArrayList<>();
  private boolean done;
  private @Nullable CachedAnswer answer;

  CacheFill(String key, long loadStart) {
    this.key = key;
    this.address = key.getBytes(UTF_8);
    this.loadStart = loadStart;
  }

  /** The key in UTF-8. */
  byte[] address() {
    return address;
  }

  String key() {
    return key;
  }

  /** The number of the last change before it began. */
  long loadStart() {
    return loadStart;
  }

  void whenDone(Consumer<@Nullable CachedAnswer> then) {
    synchronized (this) {
      if (!done) {
        waiting.add(then);
        return;
      }
    }
    then.accept(answer);
  }

  void done(@Nullable CachedAnswer result) {
    List<Consumer<@Nullable CachedAnswer>> callers;
    synchronized (this) {
      if (done) {
        return;
      }
      done = true;
      answer = result;
      callers = List.copyOf(waiting);
      waiting.clear();
    }
    callers.forEach(caller -> caller.accept(result));
  }
}
