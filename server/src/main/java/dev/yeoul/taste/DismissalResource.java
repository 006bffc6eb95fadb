package dev.yeoul.taste;

import dev.yeoul.account.CurrentViewer;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.Fails;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a viewer does not want to be shown. */
@Path("/api/series/{series_id}/dismissal")
@RunOnVirtualThread
@Tag(name = "Taste")
final class DismissalResource {
  private final DismissalStore dismissals;
  private final Audience audience;
  private final CurrentViewer viewer;

  DismissalResource(DismissalStore dismissals, Audience audience, CurrentViewer viewer) {
    this.dismissals = dismissals;
    this.audience = audience;
    this.viewer = viewer;
  }

  @PUT
  @Fails("series_not_found")
  @Operation(
      operationId = "dismiss",
      summary = "Never recommends a series to the viewer again",
      description = "The series stays in lists, searches and the viewer's history.")
  @APIResponse(responseCode = "204", description = "It is dismissed, now or before")
  public void put(@PathParam("series_id") SeriesId series) {
    audience.requireSeries(series);
    dismissals.put(viewer.id(), series);
  }

  @DELETE
  @Fails("series_not_found")
  @Operation(
      operationId = "deleteDismissal",
      summary = "Lets a series be recommended to the viewer again")
  @APIResponse(responseCode = "204", description = "It is not dismissed, no longer or never")
  public void delete(@PathParam("series_id") SeriesId series) {
    audience.requireSeries(series);
    dismissals.delete(viewer.id(), series);
  }
}
