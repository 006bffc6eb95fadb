package dev.yeoul.recommendation;

import dev.yeoul.account.AudienceUsers;
import dev.yeoul.account.UserId;
import dev.yeoul.catalog.CatalogSample;
import dev.yeoul.catalog.CatalogSample.SampledTitle;
import dev.yeoul.playback.EntryId;
import dev.yeoul.playback.ImportedPlay;
import dev.yeoul.playback.ImportedProgress;
import dev.yeoul.recommendation.DemoViewer.Sitting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Generated viewers with tastes over the catalogue's genres, so that a demo has something to
 * recommend from: users that {@link AudienceUsers} marks, with histories of the last 60 days.
 * Viewer number n of a seed is always the same one. Blocking.
 */
public final class DemoAudience {
  /** Titles that an audience watches at most. */
  static final int MOST_TITLES = 3_000;

  private static final Duration PERIOD = Duration.ofDays(60);

  /** Half of the viewers' last evenings lie within a quarter of it. */
  private static final Duration LAST_SEEN = Duration.ofDays(8);

  private static final int BATCH = 100;

  private final Jdbi jdbi;
  private final Clock clock;

  /** For this database. */
  public DemoAudience(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * What was made.
   *
   * @param added viewers
   * @param there viewers, those of earlier runs included
   * @param episodes watched by those who were added; what somebody watched again is one
   * @param titles watched by those who were added
   */
  public record Made(int added, int there, long episodes, int titles) {
    /** In a sentence. */
    public String text() {
      return added == 0
          ? "the audience of %,d generated viewers is there already: nothing was added"
              .formatted(there)
          : "%,d generated viewers watched %,d episodes of %,d titles"
              .formatted(added, episodes, titles);
    }
  }

  /**
   * Adds viewers until there are so many, a hundred a transaction: a run that was ended is gone on
   * with by the next.
   *
   * @param viewers how many there shall be, 1 or more
   * @param progress hears in a sentence how far it is
   * @throws RecommendationException when there is nothing to watch
   */
  public Made make(int viewers, long seed, Consumer<String> progress) {
    int there = jdbi.withHandle(AudienceUsers::highest);
    if (there >= viewers) {
      return new Made(0, there, 0, 0);
    }
    List<SampledTitle> titles = CatalogSample.draw(jdbi, MOST_TITLES, seed);
    if (titles.isEmpty()) {
      throw new RecommendationException("the catalogue is empty: import one first");
    }
    GenreShelves shelves = new GenreShelves(titles);
    Instant now = clock.instant();
    Set<Long> watched = new HashSet<>();
    long episodes = 0;
    for (int done = there; done < viewers; ) {
      int first = done + 1;
      int howMany = Math.min(BATCH, viewers - done);
      List<ImportedPlay> plays =
          jdbi.inTransaction(handle -> add(handle, shelves, seed, first, howMany, now));
      plays.forEach(play -> watched.add(play.series().value()));
      episodes += plays.size();
      done += howMany;
      if (done % 500 == 0 || done == viewers) {
        progress.accept("audience: %,d of %,d viewers".formatted(done, viewers));
      }
    }
    return new Made(viewers - there, viewers, episodes, watched.size());
  }

  private static List<ImportedPlay> add(
      Handle handle, GenreShelves shelves, long seed, int first, int howMany, Instant now) {
    List<UserId> users = AudienceUsers.add(handle, first, howMany, now.minus(PERIOD));
    List<ImportedPlay> plays = new ArrayList<>();
    for (int i = 0; i < howMany; i++) {
      plays.addAll(plays(users.get(i), shelves, seed, first + i, now));
    }
    ImportedProgress.store(handle, plays);
    return plays;
  }

  /** The last time of each episode, in the order of their first. */
  private static Collection<ImportedPlay> plays(
      UserId user, GenreShelves shelves, long seed, int number, Instant now) {
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
    List<Sitting> sittings = DemoViewer.sittings(shelves, random);
    long[] ends = ends(sittings, random, now);
    Map<Long, ImportedPlay> plays = new LinkedHashMap<>();
    for (int i = 0; i < ends.length; i++) {
      Sitting sitting = sittings.get(i);
      Integer seconds = sitting.episode().durationSeconds();
      plays.put(
          sitting.episode().id().value(),
          new ImportedPlay(
              user,
              sitting.title().id(),
              sitting.episode().id(),
              Math.round(sitting.watchedSeconds() * 1000),
              seconds == null ? null : seconds * 1000L,
              sitting.completed(),
              new EntryId(ends[i], i)));
    }
    return plays.values();
  }

  /**
   * When each sitting ended, in milliseconds since 1970, rising: evenings of one or more, with
   * pauses between them that fill the time since the viewer came.
   */
  private static long[] ends(List<Sitting> sittings, SplittableRandom random, Instant now) {
    double late = random.nextDouble();
    double last = now.toEpochMilli() - late * late * LAST_SEEN.toMillis();
    double span = PERIOD.minus(LAST_SEEN).toMillis() * random.nextDouble(0.4, 1);
    double[] pauses = new double[sittings.size()];
    double paused = 0;
    double watched = 0;
    for (int i = 0; i < pauses.length; i++) {
      pauses[i] = random.nextDouble() < 0.5 ? 0 : random.nextExponential();
      paused += pauses[i];
      watched += sittings.get(i).watchedSeconds() * 1000;
    }
    double watching = Math.min(1, span / watched);
    double pausing = paused == 0 ? 0 : (span - watched * watching) / paused;
    long[] ends = new long[sittings.size()];
    double at = last - watched * watching - paused * pausing;
    for (int i = 0; i < ends.length; i++) {
      at += pauses[i] * pausing + sittings.get(i).watchedSeconds() * 1000 * watching;
      ends[i] = (long) at;
    }
    return ends;
  }
}
