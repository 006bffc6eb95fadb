package dev.yeoul.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Ready answers in front of the REST layer: body, ETag and headers as bytes, found by path and
 * query and bounded by weight. An answer is good while none of its tags has changed since its load
 * began; concurrent misses of one key wait for one load. Never holds a personal answer: only what a
 * resource returned as {@link Cacheable} with tags gets in.
 *
 * <p>Changes are numbered. Each tag falls into one of a fixed number of slots that keep the number
 * of their last change; two tags in one slot cost a needless load now and then, and no memory grows
 * with the catalogue.
 */
public final class ResponseCache implements ChangeListener {
  /** Four polls: after this time without one, nobody knows whether something has changed. */
  private static final Duration STALE_AFTER = Duration.ofSeconds(2);

  private static final int SLOTS = 1 << 16;

  /** The part of the memory in which new answers show whether they are asked for again. */
  private static final int NEW_PERCENT = 10;

  /** What tags begin with of which no answer for all is made. */
  private final Set<String> personal;

  private final AtomicLong changes = new AtomicLong();
  private final AtomicLongArray lastChange = new AtomicLongArray(SLOTS);
  private final AtomicLong everythingChanged = new AtomicLong();
  private final RecordCache answers;

  /** Of this node and start, so that nobody can choose addresses that share a key. */
  private final long keySeed = ThreadLocalRandom.current().nextLong() | 1;

  private final Map<String, CacheFill> loading = new ConcurrentHashMap<>();
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();

  private volatile boolean polled;
  private volatile long heardAt;

  /**
   * An empty cache of at most this weight.
   *
   * @param personal what the tags begin with that stand for one user's own: the cache does not hear
   *     of them. There can be hundreds a second, each in some answer's slot
   */
  public ResponseCache(int megabytes, Set<String> personal, MeterRegistry metrics) {
    this.personal = Set.copyOf(personal);
    answers = new RecordCache(megabytes, NEW_PERCENT);
    FunctionCounter.builder("yeoul.response.cache.hits", hits, LongAdder::sum).register(metrics);
    FunctionCounter.builder("yeoul.response.cache.misses", misses, LongAdder::sum)
        .register(metrics);
    Gauge.builder("yeoul.response.cache.entries", answers, RecordCache::count).register(metrics);
    Gauge.builder("yeoul.response.cache.weight", answers, RecordCache::bytes)
        .baseUnit("bytes")
        .description("What the answers take in memory, of YEOUL_CACHE_MB at the most")
        .register(metrics);
  }

  @Override
  public void onChange(Set<String> tags) {
    long number = changes.incrementAndGet();
    for (String tag : tags) {
      if (tag.equals(ALL)) {
        everythingChanged.accumulateAndGet(number, Math::max);
      } else if (personal.stream().noneMatch(tag::startsWith)) {
        lastChange.accumulateAndGet(slot(tag), number, Math::max);
      }
    }
  }

  /**
   * This node has heard of all changes up to now; where it does not, answers say that they are old.
   */
  void heard() {
    heardAt = System.nanoTime();
    polled = true;
  }

  /** It could not ask: from now on answers may be old. */
  void deaf() {
    heardAt = System.nanoTime() - STALE_AFTER.toNanos();
  }

  /** A poll that hangs is as bad as one that failed, hence a time and not a flag. */
  private boolean fresh(long now) {
    return !polled || now - heardAt < STALE_AFTER.toNanos();
  }

  /**
   * The answer to a read, if it is here.
   *
   * @param now as System.nanoTime() has it
   * @param buffers give the memory for it, which is the caller's, by {@link CachedAnswer#intoWire}
   */
  public @Nullable CachedAnswer ready(PlainRead read, long now, ByteBufAllocator buffers) {
    byte[] bytes = read.bytes();
    int from = read.targetFrom();
    int to = read.targetTo();
    ByteBuf record = answers.get(number(bytes, from, to), buffers);
    CachedAnswer answer = good(record, bytes, from, to, now);
    if (answer != null) {
      hits.increment();
    }
    return answer;
  }

  /**
   * The age in seconds of an answer of which this node can't tell that it is still good; {@link
   * CachedAnswer#FRESH} where it can.
   */
  public long staleSeconds(CachedAnswer answer, long now) {
    return fresh(now) ? CachedAnswer.FRESH : (now - answer.madeAtNanos()) / 1_000_000_000L;
  }

  /**
   * Writes the answer if it is here.
   *
   * @return whether the call is answered
   */
  public boolean answer(RoutingContext call, String key) {
    CachedAnswer answer = kept(key, System.nanoTime());
    if (answer == null) {
      return false;
    }
    hits.increment();
    write(call, answer);
    return true;
  }

  /**
   * Whether a call that is not {@link #ready} is answered without a load of its own: by what may be
   * old, or by what another call is just loading.
   */
  public boolean needsNoLoad(String key) {
    return loading.containsKey(key) || kept(key, System.nanoTime()) != null;
  }

  /**
   * Goes on with a call that {@link #answer} did not answer, so that the answer it makes is kept. A
   * call whose answer another one is just making waits for that, on its own event loop.
   */
  public void load(RoutingContext call, String key) {
    misses.increment();
    CacheFill mine = new CacheFill(key, changes.get());
    CacheFill other = loading.putIfAbsent(key, mine);
    if (other != null) {
      Context loop = call.vertx().getOrCreateContext();
      other.whenDone(loaded -> loop.runOnContext(v -> afterWait(call, key, loaded)));
      return;
    }
    CachedAnswer meanwhile = keptMeanwhile(mine);
    if (meanwhile != null) {
      write(call, meanwhile);
    } else {
      call.put(CacheFill.KEY, mine);
      call.addEndHandler(end -> finish(mine, null));
      call.next();
    }
  }

  /**
   * Begins the load of an answer for a call that Vert.x does not know; {@link #keep} or {@link
   * #abandon} ends it.
   *
   * @return null where it is here, or another call loads it: ask {@link #answer} and {@link #load}
   */
  public @Nullable CacheFill begin(String key) {
    CacheFill mine = new CacheFill(key, changes.get());
    if (loading.putIfAbsent(key, mine) != null || keptMeanwhile(mine) != null) {
      return null;
    }
    misses.increment();
    return mine;
  }

  /** No answer came of it; each of those who wait makes its own. */
  public void abandon(CacheFill fill) {
    finish(fill, null);
  }

  /** Keeps an answer that was made for a call that {@link #load} let through or that began. */
  public void keep(CacheFill fill, CachedAnswer answer) {
    byte[] address = fill.address();
    answers.put(number(address, 0, address.length), answer.record());
    finish(fill, answer);
  }

  private void finish(CacheFill fill, @Nullable CachedAnswer answer) {
    loading.remove(fill.key(), fill);
    fill.done(answer);
  }

  private void afterWait(RoutingContext call, String key, @Nullable CachedAnswer loaded) {
    if (call.response().ended() || call.response().closed()) {
      return;
    }
    if (loaded == null) {
      call.next(); // a refusal or a failure: each call gets its own
    } else if (good(loaded, System.nanoTime())) {
      write(call, loaded);
    } else {
      load(call, key); // it has changed meanwhile: one of those that waited loads it anew
    }
  }

  /** What a load that has ended since the call looked has kept; then this one is done too. */
  private @Nullable CachedAnswer keptMeanwhile(CacheFill mine) {
    try {
      CachedAnswer answer = kept(mine.key(), System.nanoTime());
      if (answer != null) {
        finish(mine, answer);
      }
      return answer;
    } catch (RuntimeException | Error e) { // others may wait for it by now
      finish(mine, null);
      throw e;
    }
  }

  private @Nullable CachedAnswer kept(String key, long now) {
    byte[] address = key.getBytes(UTF_8);
    byte[] record = answers.get(number(address, 0, address.length));
    ByteBuf bytes = record == null ? null : Unpooled.wrappedBuffer(record);
    return good(bytes, address, 0, address.length, now);
  }

  /** A record, where it is what the address in these bytes answers, and good. */
  private @Nullable CachedAnswer good(
      @Nullable ByteBuf record, byte[] bytes, int from, int to, long now) {
    if (record == null) {
      return null;
    }
    CachedAnswer answer = new CachedAnswer(record);
    if (answer.isOf(bytes, from, to) && good(answer, now)) {
      return answer;
    }
    answer.release();
    return null;
  }

  /** The number by which an address is kept. That two share one is possible, and harmless. */
  private long number(byte[] bytes, int from, int to) {
    long number = (long) to - from;
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      number = (number + (long) CachedAnswer.LONGS.get(bytes, i)) * keySeed;
      number ^= number >>> Integer.SIZE;
    }
    for (; i < to; i++) {
      number = (number + bytes[i]) * keySeed;
      number ^= number >>> Integer.SIZE;
    }
    return number;
  }

  private boolean good(CachedAnswer answer, long now) {
    if (everythingChanged.get() > answer.loadStart()) {
      return false;
    }
    for (int i = 0; i < answer.slots(); i++) {
      if (lastChange.get(answer.slot(i)) > answer.loadStart()) {
        return false;
      }
    }
    return now - answer.goodUntilNanos() < 0 || !fresh(now);
  }

  private void write(RoutingContext call, CachedAnswer answer) {
    HttpServerResponse response = call.response();
    MultiMap headers = response.headers();
    boolean known = answer.isAmong(call.request().headers().getAll(HttpHeaders.IF_NONE_MATCH));
    answer.setHeaders(headers, known);
    long age = staleSeconds(answer, System.nanoTime());
    if (age != CachedAnswer.FRESH) {
      headers.set("Age", Long.toString(age)).set("Cache-Status", CachedAnswer.STALE);
    }
    if (known) {
      response.setStatusCode(304).end();
    } else if (call.request().method().equals(HttpMethod.HEAD)) {
      headers.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(answer.bodyLength()));
      response.end();
    } else {
      response.end(answer.body());
    }
  }

  static int[] slots(Set<String> tags) {
    return tags.stream().mapToInt(ResponseCache::slot).toArray();
  }

  private static int slot(String tag) {
    int hash = tag.hashCode() * 0x9E3779B9;
    return (hash ^ hash >>> 16) & (SLOTS - 1);
  }
}
