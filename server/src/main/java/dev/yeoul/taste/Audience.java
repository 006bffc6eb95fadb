package dev.yeoul.taste;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.CatalogReader;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.ProblemException;
import dev.yeoul.playback.ViewerHistory;
import jakarta.inject.Singleton;

/** Who may say something of which series. Blocking. */
@Singleton
final class Audience {
  private final CatalogReader catalog;
  private final ViewerHistory history;

  Audience(CatalogReader catalog, ViewerHistory history) {
    this.catalog = catalog;
    this.history = history;
  }

  /**
   * Goes on only for a series that a viewer may see.
   *
   * @throws ProblemException 404 series_not_found
   */
  void requireSeries(SeriesId series) {
    catalog.requireSeries(series);
  }

  /**
   * Goes on only for who has watched it. A series that is not there is 404 all the same: "watch it
   * first" would send the client after what nobody can watch.
   *
   * @throws ProblemException 404 series_not_found, 403 not_watched
   */
  void requireWatched(UserId user, SeriesId series) {
    requireSeries(series);
    if (!history.hasWatched(user, series)) {
      throw new ProblemException(TasteProblem.NOT_WATCHED, "Watch series " + series + " first");
    }
  }
}
