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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What the viewer may go on with. */
@Path(ContinueWatchingResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Playback")
final class ContinueWatchingResource {
  static final String PATH = "/api/users/me/continue-watching";

  private final ContinueWatching continueWatching;
  private final ViewerRemovals removals;
  private final CatalogReader catalog;
  private final CurrentViewer viewer;

  ContinueWatchingResource(
      ContinueWatching continueWatching,
      ViewerRemovals removals,
      CatalogReader catalog,
      CurrentViewer viewer) {
    this.continueWatching = continueWatching;
    this.removals = removals;
    this.catalog = catalog;
    this.viewer = viewer;
  }

  @GET
  @Operation(
      operationId = "listContinueWatching",
      summary = "Lists what the viewer may go on with",
      description =
          "One for each series, the one watched last first. An episode seen to the end gives way to"
              + " the start of the next one; after the last one the series is left out.")
  @APIResponse(
      responseCode = "200",
      description = "A part of the list",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.ARRAY, implementation = WatchingView.class)))
  @Fails({})
  public RestResponse<List<WatchingView>> list(@BeanParam ListQuery query) {
    var request = query.page();
    var page =
        continueWatching.of(
            viewer.id(), WatchingCursor.before(query), request.skip(), request.limit());
    var answer =
        RestResponse.ResponseBuilder.ok(page.views()).header("X-Total-Count", page.total());
    EntryId next = page.next();
    if (next != null) {
      answer.header("Link", WatchingCursor.next(query, PATH, next));
    }
    return answer.build();
  }

  @DELETE
  @Path("/{series_id}")
  @Fails("series_not_found")
  @Operation(
      operationId = "deleteContinueWatching",
      summary = "Takes a series off the list",
      description = "Progress and history stay. Watching the series again brings it back.")
  @APIResponse(responseCode = "204", description = "It is off the list, or was not on it")
  public void delete(@PathParam("series_id") SeriesId series) {
    if (catalog.seriesOfHistory(List.of(series)).isEmpty()) {
      throw CatalogReader.noSeries(series);
    }
    removals.continueWatching(viewer.id(), series);
  }
}
