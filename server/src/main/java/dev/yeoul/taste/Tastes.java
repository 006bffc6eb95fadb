package dev.yeoul.taste;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.SeriesId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** What each viewer has said, for other features. Blocking. */
@Singleton
public final class Tastes {
  /** Begins the tag of each viewer. */
  public static final String TAG = "taste:";

  private static final String EVERYTHING =
      """
      SELECT series_id, score, NULL AS genres, NULL AS series, NULL AS country
      FROM ratings WHERE user_id = :user
      UNION ALL
      SELECT series_id, NULL, NULL, NULL, NULL FROM dismissals WHERE user_id = :user
      UNION ALL
      SELECT NULL, NULL, CAST(genres AS CHAR), CAST(series AS CHAR), country
      FROM preferences WHERE user_id = :user
      """;

  private final Jdbi jdbi;

  /** Reads from this database. */
  public Tastes(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The tag of everything that is made from what this viewer has said. */
  public static String tag(UserId user) {
    return TAG + user;
  }

  /** What the viewer has said up to now; one query. */
  public Taste of(UserId user) {
    List<Row> rows =
        jdbi.withHandle(handle ->
            handle.createQuery(EVERYTHING).bind("user", user.value()).map(Tastes::row).list());
    Map<SeriesId, Integer> scores = new HashMap<>();
    Set<SeriesId> dismissed = new HashSet<>();
    Preferences preferences = Preferences.NONE;
    for (Row row : rows) {
      switch (row) {
        case Rated rated -> scores.put(rated.series(), rated.score());
        case Dismissed gone -> dismissed.add(gone.series());
        case Chosen chosen -> preferences = chosen.preferences();
      }
    }
    return new Taste(Map.copyOf(scores), Set.copyOf(dismissed), preferences);
  }

  private static Row row(ResultSet row, StatementContext context) throws SQLException {
    Long series = row.getObject("series_id", Long.class);
    if (series == null) {
      return new Chosen(PreferencesStore.read(row));
    }
    Integer score = row.getObject("score", Integer.class);
    SeriesId id = new SeriesId(series);
    return score == null ? new Dismissed(id) : new Rated(id, score);
  }

  private sealed interface Row {}

  private record Rated(SeriesId series, int score) implements Row {}

  private record Dismissed(SeriesId series) implements Row {}

  private record Chosen(Preferences preferences) implements Row {}
}
