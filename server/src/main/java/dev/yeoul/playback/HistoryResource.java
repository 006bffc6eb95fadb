package dev.yeoul.playback;

import dev.yeoul.account.CurrentViewer;
import dev.yeoul.catalog.CatalogReader;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.Fails;
import dev.yeoul.platform.ListQuery;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What the viewer watched. */
@Path(HistoryResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Playback")
final class HistoryResource {
  static final String PATH = "/api/users/me/history";

  private final WatchedRows watched;
  private final ViewerRemovals removals;
  private final CatalogReader catalog;
  private final CurrentViewer viewer;

  HistoryResource(
      WatchedRows watched, ViewerRemovals removals, CatalogReader catalog, CurrentViewer viewer) {
    this.watched = watched;
    this.removals = removals;
    this.catalog = catalog;
    this.viewer = viewer;
  }

  @GET
  @Operation(
      operationId = "listHistory",
      summary = "Lists what the viewer watched",
      description =
          "One for each episode, the one watched last first. What left the catalogue stays.")
  @APIResponse(
      responseCode = "200",
      description = "A part of the history",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.ARRAY, implementation = HistoryView.class)))
  @Fails({})
  public RestResponse<List<HistoryView>> list(@BeanParam ListQuery query) {
    var request = query.page();
    var page =
        watched.history(viewer.id(), WatchingCursor.before(query), request.skip(), request.limit());
    var answer =
        RestResponse.ResponseBuilder.ok(views(page.rows())).header("X-Total-Count", page.total());
    if (page.more()) {
      answer.header("Link", WatchingCursor.next(query, PATH, page.rows().getLast().entry()));
    }
    return answer.build();
  }

  private List<HistoryView> views(List<ProgressRow> rows) {
    var series = catalog.seriesOfHistory(rows.stream().map(ProgressRow::seriesId).toList());
    var episodes = catalog.episodesOfHistory(rows.stream().map(ProgressRow::episodeId).toList());
    return rows.stream()
        .map(row ->
            HistoryView.of(
                Objects.requireNonNull(series.get(row.seriesId())),
                Objects.requireNonNull(episodes.get(row.episodeId())),
                row))
        .toList();
  }

  @DELETE
  @Operation(
      operationId = "deleteHistory",
      summary = "Removes the whole history",
      description = "And with it all progress and all that could be continued.")
  @APIResponse(responseCode = "204", description = "It is gone")
  @Fails({})
  public void deleteAll() {
    removals.history(viewer.id(), null);
  }

  @DELETE
  @Path("/{series_id}")
  @Fails("series_not_found")
  @Operation(
      operationId = "deleteHistoryOfSeries",
      summary = "Removes a series from the history",
      description = "And with it the progress in it. Works for a series that left the catalogue.")
  @APIResponse(responseCode = "204", description = "It is gone, or was not there")
  public void delete(@PathParam("series_id") SeriesId series) {
    if (catalog.seriesOfHistory(List.of(series)).isEmpty()) {
      throw CatalogReader.noSeries(series);
    }
    removals.history(viewer.id(), series);
  }
}
