package dev.yeoul.analytics;

import com.mongodb.client.MongoDatabase;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import org.bson.Document;

/** What was watched again, as the viewing log tells it. */
public final class Rewatches {
  private static final int BATCH = 10_000;

  private Rewatches() {}

  /**
   * Hands over every viewer and series of which an episode was watched to its end on more than one
   * day (UTC). MongoDB reads its whole log since then, which takes a minute for some ten million
   * entries. Blocking.
   */
  public static void each(MongoDatabase mongo, Instant since, Consumer<Rewatching> consumer) {
    mongo
        .getCollection(AnalyticsCollection.VIEWING_LOGS.label())
        .aggregate(
            List.of(
                new Document("$match", matching(since)),
                stage(
                    "$group",
                    """
                    {_id: {user: "$user_id", series: "$series_id", episode: "$episode_id",
                           day: {$dateTrunc: {date: "$at", unit: "day"}}}}
                    """),
                stage(
                    "$group",
                    """
                    {_id: {user: "$_id.user", series: "$_id.series", episode: "$_id.episode"},
                     days: {$sum: 1}}
                    """),
                stage("$match", "{days: {$gt: 1}}"),
                stage(
                    "$group",
                    """
                    {_id: {user: "$_id.user", series: "$_id.series"},
                     again: {$sum: {$subtract: ["$days", 1]}}}
                    """)))
        .allowDiskUse(true)
        .batchSize(BATCH)
        .forEach(found -> consumer.accept(rewatching(found)));
  }

  private static Document stage(String name, String json) {
    return new Document(name, Document.parse(json));
  }

  private static Document matching(Instant since) {
    return new Document("completed", true).append("at", new Document("$gte", Date.from(since)));
  }

  private static Rewatching rewatching(Document found) {
    Document id = found.get("_id", Document.class);
    return new Rewatching(
        id.get("user", Number.class).longValue(),
        id.get("series", Number.class).longValue(),
        found.get("again", Number.class).intValue());
  }
}
