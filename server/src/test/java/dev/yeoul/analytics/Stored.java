package dev.yeoul.analytics;

import static com.mongodb.client.model.Filters.eq;

import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.Partition;
import dev.yeoul.playback.OwnStores;
import dev.yeoul.playback.ViewingStream;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What the worker has brought to the stores. */
record Stored(OwnStores stores) {
  /** The logs of a series. */
  long logs(SeriesId series) {
    return stores
        .mongo()
        .getCollection(AnalyticsCollection.VIEWING_LOGS.label())
        .countDocuments(eq("series_id", series.value()));
  }

  /** The rows of a series. */
  long rows(SeriesId series) {
    return stores
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery("SELECT COUNT(*) FROM viewing_progress WHERE series_id = ?")
                .bind(0, series.value())
                .mapTo(long.class)
                .one());
  }

  /** The views of a series, each weighed by its age, over all partitions. */
  double views(SeriesId series) {
    long now = System.currentTimeMillis();
    List<Double> views = new ArrayList<>();
    for (int partition = 0; partition < Partition.COUNT; partition++) {
      Response score =
          stores
              .redis()
              .call(
                  Request.cmd(Command.ZSCORE)
                      .arg(TrendingWindow.DAY.key(partition))
                      .arg(series.toString()));
      if (score != null) {
        views.add(TrendingWindow.DAY.viewsAt(score.toDouble(), now));
      }
    }
    return views.stream().mapToDouble(Double::doubleValue).sum();
  }

  /** The entries that are still in a stream. */
  long waiting() {
    return stores
        .redis()
        .callAll(
            IntStream.range(0, Partition.COUNT)
                .mapToObj(partition -> Request.cmd(Command.XLEN).arg(ViewingStream.key(partition)))
                .toList())
        .stream()
        .mapToLong(Response::toLong)
        .sum();
  }
}
