package dev.yeoul.playback;

import dev.yeoul.account.CurrentViewer;
import dev.yeoul.catalog.CatalogReader;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.Fails;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A viewer's progress in one series. */
@Path("/api/series/{series_id}/progress")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Playback")
final class ProgressResource {
  private final ProgressRecorder recorder;
  private final WatchedRows watched;
  private final CatalogReader catalog;
  private final CurrentViewer viewer;

  ProgressResource(
      ProgressRecorder recorder, WatchedRows watched, CatalogReader catalog, CurrentViewer viewer) {
    this.recorder = recorder;
    this.watched = watched;
    this.catalog = catalog;
    this.viewer = viewer;
  }

  @POST
  @Fails({"subscription_required", "series_not_found", "episode_not_found"})
  @Operation(
      operationId = "reportProgress",
      summary = "Reports where the viewer is",
      description =
          "The viewer's own reads see it at once. The order in which the service accepted reports is"
              + " the order, also of several devices.")
  @APIResponse(
      responseCode = "200",
      description = "What was accepted",
      content = @Content(schema = @Schema(implementation = ProgressView.class)))
  public Uni<ProgressView> report(@PathParam("series_id") SeriesId series, ProgressInput input) {
    return recorder.record(viewer.id(), series, input).map(ProgressView::of);
  }

  @GET
  @RunOnVirtualThread
  @Fails("series_not_found")
  @Operation(
      operationId = "listProgress",
      summary = "Lists where the viewer is in each started episode of a series")
  @APIResponse(
      responseCode = "200",
      description = "One for each started episode, in the order of their ids",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.ARRAY, implementation = ProgressView.class)))
  public List<ProgressView> list(@PathParam("series_id") SeriesId series) {
    catalog.requireSeries(series);
    List<ProgressRow> rows = watched.ofSeries(viewer.id(), series);
    var visible = catalog.episodes(rows.stream().map(ProgressRow::episodeId).toList());
    return rows.stream()
        .filter(row -> visible.containsKey(row.episodeId()))
        .map(ProgressView::of)
        .toList();
  }
}
