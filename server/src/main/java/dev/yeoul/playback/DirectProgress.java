package dev.yeoul.playback;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.DirectSeries;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.Representation;
import dev.yeoul.playback.ViewingEvent.Watched;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * {@link ProgressResource#report} for reports of the usual form whose viewer and episode this node
 * knows.
 */
@Singleton
public final class DirectProgress {
  /** The call's name in metrics. */
  public static final String OPERATION = ProgressResource.class.getSimpleName() + ".report";

  private static final String BEFORE_ID = "/api/series/";
  private static final String AFTER_ID = "/progress";

  private final ProgressRecorder recorder;

  DirectProgress(ProgressRecorder recorder) {
    this.recorder = recorder;
  }

  /** A report that can be accepted. */
  @FunctionalInterface
  public interface Report {
    /**
     * Accepts it.
     *
     * @return the answer's body; a failure where Redis did not take it
     */
    Future<byte[]> accept();
  }

  /** Whether this may be the address of a series' reports. */
  public static boolean isReport(String uri) {
    return uri.startsWith(BEFORE_ID) && uri.endsWith(AFTER_ID);
  }

  /**
   * Reads and checks a report. Nothing happens until it is accepted.
   *
   * @param uri one for which {@link #isReport} holds
   * @return null where the call has to be made: it may be good, and is not of the usual form or not
   *     to be judged from memory
   */
  public @Nullable Report read(UserId user, String uri, byte[] body) {
    SeriesId series = DirectSeries.id(uri, AFTER_ID);
    ProgressInput input = series == null ? null : UsualReport.read(body);
    Watched watched = series == null || input == null ? null : recorder.ready(user, series, input);
    return watched == null
        ? null
        : () -> recorder.write(user, watched).map(ProgressView::of).map(Representation::bytes);
  }
}
