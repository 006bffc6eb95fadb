package dev.yeoul.recommendation;

import dev.yeoul.account.UserId;
import dev.yeoul.platform.ChangeListener;
import dev.yeoul.platform.RedisPipeline;
import dev.yeoul.platform.WorkPool;
import dev.yeoul.playback.ViewerBehaviour;
import dev.yeoul.playback.ViewerHistory;
import dev.yeoul.playback.ViewerHistory.Mark;
import dev.yeoul.recommendation.KeptPages.Basis;
import dev.yeoul.taste.Tastes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers pages, for the event loop: one that was made for the same viewer within the last minute
 * is good until the viewer's next event, of which one command to Redis tells; what else can change
 * a page is heard of. Another one is made by a bounded pool, which leaves half of the processors to
 * others.
 */
@Singleton
final class ViewerPages implements ChangeListener {
  /** So long a page may wait for its turn to be made. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final int QUEUE = 1_000;

  private static final String TASTE = Tastes.TAG;
  private static final String REMOVAL = ViewerHistory.REMOVAL_TAG;
  private static final Executor VIRTUAL = Executors.newVirtualThreadPerTaskExecutor();

  private final Recommender recommender;
  private final ServedModels models;
  private final ViewerMemory memory;
  private final KeptPages kept;
  private final Titles titles;
  private final ViewerHistory history;
  private final ViewerBehaviour behaviour;
  private final Exploration exploration;
  private final AnswerCounts answers;
  private final Counter lost;

  /** Whoever waits for a store is not among its tasks, but for titles this node lacks. */
  private final WorkPool makers;

  /** Of removals, ratings and the like. */
  private final Epochs epochs = new Epochs();

  ViewerPages(
      Recommender recommender,
      ServedModels models,
      ViewerMemory memory,
      KeptPages kept,
      Titles titles,
      ViewerHistory history,
      ViewerBehaviour behaviour,
      Exploration exploration,
      MeterRegistry metrics) {
    this.recommender = recommender;
    this.models = models;
    this.memory = memory;
    this.kept = kept;
    this.titles = titles;
    this.history = history;
    this.behaviour = behaviour;
    this.exploration = exploration;
    this.makers =
        new WorkPool(
            "recommendation",
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
            QUEUE,
            PATIENCE,
            metrics);
    this.answers = new AnswerCounts(metrics);
    this.lost =
        Counter.builder("yeoul.recommendation.impressions.lost")
            .description("Showings that Redis did not take")
            .register(metrics);
  }

  /**
   * The viewer's page. Never blocks; continues on the caller's Vert.x context.
   *
   * @param limit titles a row, 1 to 100
   * @return fails with 503 where Redis or MySQL does not answer
   */
  Uni<PageBytes> of(UserId user, int limit) {
    Context context = Vertx.currentContext();
    return Uni.createFrom()
        .<Mark>emitter(
            emitter -> history.mark(user).onSuccess(emitter::complete).onFailure(emitter::fail))
        .flatMap(mark -> {
          String version = Recommender.version(models.current());
          ReadyPage known = kept.find(user, new Basis(version, limit, mark));
          if (known == null) {
            return onVirtualThread(() -> make(user, limit, mark), context);
          }
          answers.keptPage(known.source());
          PageBytes ready = PageBytes.of(known, titles::cached);
          return ready == null // a title has changed, or had to give way to others
              ? onVirtualThread(() -> bytes(known), context)
              : Uni.createFrom().item(ready);
        });
  }

  private static Uni<PageBytes> onVirtualThread(
      Supplier<PageBytes> work, @Nullable Context context) {
    Uni<PageBytes> making = Uni.createFrom().item(work).runSubscriptionOn(VIRTUAL);
    return context == null
        ? making
        : making.emitOn(next -> context.runOnContext(nothing -> next.run()));
  }

  private PageBytes make(UserId user, int limit, Mark mark) {
    long before = epochs.of(user.value());
    ViewerFacts viewer = memory.of(user, mark);
    ReadyPage ready = makers.run(() -> make(viewer, limit, mark, before));
    PageBytes bytes = PageBytes.of(ready, titles::cached);
    return bytes == null ? bytes(ready) : bytes;
  }

  private ReadyPage make(ViewerFacts viewer, int limit, Mark mark, long before) {
    UserId user = viewer.user();
    Page page = recommender.page(viewer, limit);
    ReadyPage ready = ReadyPage.of(page);
    kept.keep(user, new Basis(page.version(), limit, mark), ready);
    if (epochs.of(user.value()) != before) {
      kept.drop(user.value()); // it may be from before the change
    }
    answers.madePage(page.source());
    note(user, page);
    return ready;
  }

  /**
   * A part of one row. Blocking.
   *
   * @see Recommender#row
   */
  Recommender.Part row(UserId user, String name, int from, int limit) {
    ViewerFacts viewer = memory.of(user, RedisPipeline.await(history.mark(user)));
    Recommender.Part part = makers.run(() -> recommender.row(viewer, name, from, limit));
    answers.row(part.page().source());
    note(user, part.page());
    return part;
  }

  /** One row alone as bytes. */
  byte[] bytes(Recommender.Part part) {
    ReadyPage page = ReadyPage.of(part.page());
    Map<Long, Title> visible = titles.visible(page.ids());
    return PageBytes.ofRow(page.keeping(visible.keySet()), visible::get).bytes();
  }

  /** Sends a showing on its way; nobody waits for it. */
  private void note(UserId user, Page page) {
    behaviour
        .shown(page.shown(user.value(), exploration.bucket(user)))
        .onFailure(failure -> lost.increment());
  }

  private PageBytes bytes(ReadyPage page) {
    Map<Long, Title> visible = titles.visible(page.ids());
    PageBytes bytes = PageBytes.of(page, visible::get);
    // a title that was deleted this instant: the page without it comes with the next call
    return bytes == null ? bytes(page.keeping(visible.keySet()).withoutEmptyRows()) : bytes;
  }

  @Override
  public void onChange(Set<String> tags) {
    for (String tag : tags) {
      if (tag.equals(ALL)) {
        memory.forgetAll();
        epochs.endAll();
        kept.dropAll();
      } else if (tag.startsWith(TASTE)) {
        drop(tag.substring(TASTE.length()));
      } else if (tag.startsWith(REMOVAL)) {
        drop(tag.substring(REMOVAL.length()));
      }
    }
  }

  private void drop(String id) {
    long user = Long.parseLong(id);
    memory.forget(user); // first, or a page would be made of it meanwhile
    epochs.end(user);
    kept.drop(user);
  }

  @PreDestroy
  void close() {
    makers.close();
  }
}
