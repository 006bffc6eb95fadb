package dev.yeoul.analytics;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.yeoul.analytics.ViewerExposures.Click;
import dev.yeoul.analytics.ViewerExposures.Impression;
import dev.yeoul.analytics.ViewerExposures.Play;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The impressions and clicks of user_behaviors with the plays of viewing_logs, viewer by viewer.
 * MongoDB sorts both by viewer, on its disk where they are many; here is one viewer at a time.
 * Blocking.
 */
public final class ExposureLog {
  private static final String IMPRESSION = "impression";
  private static final String CLICK = "click";

  private final MongoCollection<Document> behaviors;
  private final MongoCollection<Document> logs;

  /** The log of this database. */
  public ExposureLog(MongoDatabase database) {
    this.behaviors = database.getCollection(AnalyticsCollection.USER_BEHAVIORS.label());
    this.logs = database.getCollection(AnalyticsCollection.VIEWING_LOGS.label());
  }

  /**
   * Hands over each viewer with an impression, by rising id. Documents that are no whole impression
   * or click are passed over.
   *
   * @param from inclusive
   * @param to exclusive, of plays and clicks too
   */
  public void forEachViewer(Instant from, Instant to, Consumer<ViewerExposures> viewers) {
    Bson period = and(gte("at", from), lt("at", to));
    try (var shown = new Grouped(behaviors(period));
        var played = new Grouped(plays(period))) {
      for (Long user = shown.next(); user != null; user = shown.next()) {
        Map<String, Impression> impressions = new LinkedHashMap<>();
        List<Click> clicks = new ArrayList<>();
        shown.forEach(user, document -> read(document, impressions, clicks));
        if (impressions.isEmpty()) {
          continue;
        }
        played.skipTo(user);
        List<Play> plays = new ArrayList<>();
        played.forEach(
            user, document -> plays.add(new Play(number(document, "series_id"), at(document))));
        viewers.accept(new ViewerExposures(user, List.copyOf(impressions.values()), clicks, plays));
      }
    }
  }

  /** The order is that of an index. */
  private MongoCursor<Document> behaviors(Bson period) {
    return behaviors
        .find(and(in("behavior", IMPRESSION, CLICK), period))
        .sort(Sorts.orderBy(Sorts.ascending("user_id"), Sorts.descending("at")))
        .allowDiskUse(true)
        .cursor();
  }

  private MongoCursor<Document> plays(Bson period) {
    return logs.find(and(eq("action", "play"), period))
        .projection(Projections.include("user_id", "series_id", "at"))
        .sort(Sorts.ascending("user_id"))
        .allowDiskUse(true)
        .cursor();
  }

  private static void read(
      Document document, Map<String, Impression> impressions, List<Click> clicks) {
    Document details = document.get("details", Document.class);
    String id = details == null ? null : details.getString("impression_id");
    if (details == null || id == null) {
      return;
    }
    if (CLICK.equals(document.getString("behavior"))) {
      if (document.get("series_id") != null) {
        clicks.add(new Click(id, number(document, "series_id"), at(document)));
      }
      return;
    }
    String bucket = details.getString("bucket");
    String version = details.getString("model_version");
    if (bucket != null && version != null) {
      impressions.putIfAbsent(id, new Impression(id, bucket, version, at(document), rows(details)));
    }
  }

  private static Map<String, Set<Long>> rows(Document details) {
    Map<String, Set<Long>> rows = new LinkedHashMap<>();
    for (Document row : details.getList("rows", Document.class, List.of())) {
      String name = row.getString("row");
      if (name != null) {
        Set<Long> series = rows.computeIfAbsent(name, key -> new HashSet<>());
        row.getList("series", Number.class, List.of()).forEach(id -> series.add(id.longValue()));
      }
    }
    return rows;
  }

  private static long number(Document document, String name) {
    return document.get(name, Number.class).longValue();
  }

  private static Instant at(Document document) {
    return document.getDate("at").toInstant();
  }

  /** Documents in the order of user_id. */
  private static final class Grouped implements AutoCloseable {
    private final MongoCursor<Document> cursor;
    private @Nullable Document ahead;

    Grouped(MongoCursor<Document> cursor) {
      this.cursor = cursor;
      advance();
    }

    private void advance() {
      ahead = cursor.hasNext() ? cursor.next() : null;
    }

    /** The viewer of the next document; null at the end. */
    @Nullable Long next() {
      Document document = ahead;
      return document == null ? null : number(document, "user_id");
    }

    void skipTo(long user) {
      for (Long next = next(); next != null && next < user; next = next()) {
        advance();
      }
    }

    /** Takes the documents of this viewer, if they come next. */
    void forEach(long user, Consumer<Document> documents) {
      Document document = ahead;
      while (document != null && number(document, "user_id") == user) {
        documents.accept(document);
        advance();
        document = ahead;
      }
    }

    @Override
    public void close() {
      cursor.close();
    }
  }
}
