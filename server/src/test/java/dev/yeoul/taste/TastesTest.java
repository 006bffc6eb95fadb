package dev.yeoul.taste;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.CatalogDatabase;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.playback.Viewing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What other features read of taste. */
class TastesTest {
  private final Instant now = CatalogDatabase.CLOCK.instant();

  private final CatalogDatabase database = CatalogDatabase.create();
  private final Jdbi jdbi = database.jdbi();
  private final RatingStore ratings = new RatingStore(jdbi, database.changes());
  private final DismissalStore dismissals =
      new DismissalStore(database.changes(), CatalogDatabase.CLOCK);
  private final PreferencesStore preferences =
      new PreferencesStore(jdbi, database.changes(), CatalogDatabase.CLOCK);
  private final Tastes tastes = new Tastes(jdbi);
  private final SeriesId one = Viewing.show(jdbi, 1, 1000).id();
  private final SeriesId two = Viewing.show(jdbi, 1, 1000).id();
  private final UserId user = TasteCalls.user(jdbi);
  private final UserId other = TasteCalls.user(jdbi);

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void somebody_who_said_nothing_has_an_empty_taste() {
    TasteCalls.rate(ratings, other, one, 5);
    assertThat(tastes.of(user)).isEqualTo(new Taste(Map.of(), Set.of(), Preferences.NONE));
  }

  @Test
  void a_taste_is_all_that_the_viewer_said() {
    Preferences chosen = new Preferences(List.of("드라마 🎭", "Dramas"), List.of(two, one), "KR");
    TasteCalls.rate(ratings, user, one, 5);
    TasteCalls.rate(ratings, user, two, 1);
    dismissals.put(user, two);
    dismissals.put(user, two);
    preferences.put(user, chosen);
    dismissals.put(other, one);
    assertThat(tastes.of(user)).isEqualTo(new Taste(Map.of(one, 5, two, 1), Set.of(two), chosen));

    TasteCalls.rate(ratings, user, one, null);
    dismissals.delete(user, two);
    preferences.put(user, Preferences.NONE);
    assertThat(tastes.of(user)).isEqualTo(new Taste(Map.of(two, 1), Set.of(), Preferences.NONE));
  }

  @Test
  void training_reads_everybodys() {
    TasteCalls.rate(ratings, user, one, 5);
    TasteCalls.rate(ratings, user, one, 4);
    TasteCalls.rate(ratings, other, two, 2);
    dismissals.put(other, one);
    List<Rating> rated = new ArrayList<>();
    List<Dismissal> dismissed = new ArrayList<>();
    jdbi.useHandle(handle -> {
      Ratings.each(handle, rated::add);
      Dismissals.each(handle, dismissed::add);
    });
    assertThat(rated)
        .containsExactlyInAnyOrder(
            new Rating(user.value(), one.value(), 4, now),
            new Rating(other.value(), two.value(), 2, now));
    assertThat(dismissed).containsExactly(new Dismissal(other.value(), one.value(), now));
  }
}
