package dev.yeoul.bench;

import dev.yeoul.bench.process.RedisProbe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.bson.BsonBinaryWriter;
import org.bson.RawBsonDocument;
import org.bson.io.BasicOutputBuffer;

/**
 * Viewing events as the service writes them: each viewer watches a movie and reports every ten
 * seconds, all viewers in turn, and goes on to another movie after some reports.
 */
final class ViewingEvents {
  private static final int PARTITIONS = 256;
  private static final int REPORT_MILLIS = 10_000;
  private static final int AT_ONCE = 2_000;
  private static final String DEVICE = "living room";

  private final long[] users;
  private final List<long[]> movies;
  private final Random random = new Random(1);
  private final long[][] watched;
  private final long[] positions;
  private final Set<Long> seen = new HashSet<>();
  private int next;

  ViewingEvents(long[] users, List<long[]> movies) {
    this.users = users;
    this.movies = movies;
    this.watched = new long[users.length][];
    this.positions = new long[users.length];
  }

  /** How many pairs of a viewer and an episode there were: so many positions MySQL must hold. */
  int distinct() {
    return seen.size();
  }

  /**
   * Puts so many events into the streams.
   *
   * @return the documents that the worker will make of them
   */
  List<RawBsonDocument> put(RedisProbe redis, int howMany) throws IOException {
    List<RawBsonDocument> documents = new ArrayList<>(howMany);
    while (documents.size() < howMany) {
      List<Event> events = new ArrayList<>(AT_ONCE);
      List<List<String>> commands = new ArrayList<>(AT_ONCE);
      for (int i = 0; i < Math.min(AT_ONCE, howMany - documents.size()); i++) {
        Event event = event();
        events.add(event);
        commands.add(List.of("XADD", event.stream(), "*", "e", event.text()));
      }
      List<List<String>> ids = redis.askAll(commands);
      for (int i = 0; i < events.size(); i++) {
        documents.add(events.get(i).document(ids.get(i).getFirst()));
      }
    }
    return documents;
  }

  private Event event() {
    int user = next;
    next = (next + 1) % users.length;
    if (watched[user] == null || positions[user] > 60 * REPORT_MILLIS) {
      watched[user] = movies.get(random.nextInt(movies.size()));
      positions[user] = random.nextInt(REPORT_MILLIS);
      seen.add(users[user] << 32 | watched[user][1]);
    }
    positions[user] += REPORT_MILLIS;
    long[] movie = watched[user];
    return new Event(users[user], movie[0], movie[1], positions[user], movie[2]);
  }

  /** One event, in the service's own forms. */
  private record Event(long user, long series, long episode, long position, long duration) {
    int partition() {
      return (int) (user % PARTITIONS);
    }

    String stream() {
      return "views:{p" + partition() + "}";
    }

    String text() {
      return "W|%d|%d|%d|%d|%d|0|play|%s"
          .formatted(user, series, episode, position, duration, DEVICE);
    }

    RawBsonDocument document(String entry) {
      BasicOutputBuffer bytes = new BasicOutputBuffer(256);
      try (BsonBinaryWriter writer = new BsonBinaryWriter(bytes)) {
        writer.writeStartDocument();
        writer.writeString("_id", partition() + "-" + entry);
        writer.writeInt64("user_id", user);
        writer.writeInt64("series_id", series);
        writer.writeInt64("episode_id", episode);
        writer.writeString("action", "play");
        writer.writeInt64("position_ms", position);
        writer.writeInt64("duration_ms", duration);
        writer.writeBoolean("completed", false);
        writer.writeString("device", DEVICE);
        writer.writeDateTime("at", Long.parseLong(entry.substring(0, entry.indexOf('-'))));
        writer.writeEndDocument();
      }
      return new RawBsonDocument(bytes.getInternalBuffer(), 0, bytes.getPosition());
    }
  }
}
