package dev.yeoul.taste;

import dev.yeoul.account.CurrentViewer;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.Fails;
import dev.yeoul.platform.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A viewer's own rating of a series. */
@Path("/api/series/{series_id}/rating")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Taste", description = "What viewers say")
final class RatingResource {
  private final RatingWriter writer;
  private final RatingStore ratings;
  private final Audience audience;
  private final CurrentViewer viewer;

  RatingResource(
      RatingWriter writer, RatingStore ratings, Audience audience, CurrentViewer viewer) {
    this.writer = writer;
    this.ratings = ratings;
    this.audience = audience;
    this.viewer = viewer;
  }

  @PUT
  @Fails({"series_not_found", "not_watched"})
  @Operation(
      operationId = "rate",
      summary = "Rates a series that the viewer has watched",
      description =
          "The last rating counts. The series' score_average and score_count follow, at most once a"
              + " minute.")
  @APIResponse(
      responseCode = "200",
      description = "The rating",
      content = @Content(schema = @Schema(implementation = RatingView.class)))
  public Uni<RatingView> put(@PathParam("series_id") SeriesId series, RatingInput input) {
    return writer.put(viewer.id(), series, input.score());
  }

  @GET
  @RunOnVirtualThread
  @Fails({"series_not_found", "rating_not_found"})
  @Operation(operationId = "getRating", summary = "Reads the viewer's own rating of a series")
  @APIResponse(
      responseCode = "200",
      description = "The rating",
      content = @Content(schema = @Schema(implementation = RatingView.class)))
  public RatingView get(@PathParam("series_id") SeriesId series) {
    audience.requireSeries(series);
    return ratings
        .find(viewer.id(), series)
        .orElseThrow(() ->
            new ProblemException(
                TasteProblem.RATING_NOT_FOUND, "You have not rated series " + series));
  }

  @DELETE
  @Fails("series_not_found")
  @Operation(operationId = "deleteRating", summary = "Takes the viewer's rating of a series back")
  @APIResponse(responseCode = "204", description = "It is gone, or was not there")
  public Uni<Void> delete(@PathParam("series_id") SeriesId series) {
    return writer.delete(viewer.id(), series);
  }
}
