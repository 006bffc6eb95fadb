package dev.yeoul.taste;

import dev.yeoul.account.CurrentViewer;
import dev.yeoul.account.Role;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.Fails;
import dev.yeoul.platform.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What viewers wrote of a series. */
@Path(ReviewResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Taste")
final class ReviewResource {
  static final String PATH = "/api/series/{series_id}/reviews";

  private final ReviewStore reviews;
  private final Audience audience;
  private final CurrentViewer viewer;

  ReviewResource(ReviewStore reviews, Audience audience, CurrentViewer viewer) {
    this.reviews = reviews;
    this.audience = audience;
    this.viewer = viewer;
  }

  @GET
  @Fails({"series_not_found", "role_required"})
  @Operation(
      operationId = "listReviews",
      summary = "Lists the published reviews of a series, the newest first",
      description = "Editors may ask for those in another state.")
  @APIResponse(
      responseCode = "200",
      description = "A part of the list",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.ARRAY, implementation = Review.class)))
  public RestResponse<List<Review>> list(
      @PathParam("series_id") SeriesId series, @BeanParam ReviewQuery query) {
    var request = query.page();
    long before = query.before();
    ReviewState state = query.state();
    if (state != null) {
      viewer.require(Role.EDITOR);
    }
    audience.requireSeries(series);
    var page =
        reviews.list(
            series,
            Objects.requireNonNullElse(state, ReviewState.PUBLISHED),
            before,
            request.skip(),
            request.limit());
    var answer = RestResponse.ResponseBuilder.ok(page.rows()).header("X-Total-Count", page.total());
    if (page.more()) {
      answer.header("Link", query.next(series, page.rows().getLast()));
    }
    return answer.build();
  }

  @PUT
  @Fails({"series_not_found", "not_watched"})
  @Operation(
      operationId = "review",
      summary = "Writes the viewer's review of a series that the viewer has watched",
      description = "One a viewer. It is shown once an editor has published it; so is a new text.")
  @APIResponse(
      responseCode = "200",
      description = "The review",
      content = @Content(schema = @Schema(implementation = Review.class)))
  public Review put(@PathParam("series_id") SeriesId series, ReviewInput input) {
    audience.requireWatched(viewer.id(), series);
    return reviews.put(viewer.id(), series, input.text());
  }

  @DELETE
  @Fails("series_not_found")
  @Operation(operationId = "deleteReview", summary = "Deletes the viewer's own review of a series")
  @APIResponse(responseCode = "204", description = "It is gone, or was not there")
  public void delete(@PathParam("series_id") SeriesId series) {
    audience.requireSeries(series);
    reviews.delete(viewer.id(), series);
  }

  @GET
  @Path("/mine")
  @Fails({"series_not_found", "review_not_found"})
  @Operation(
      operationId = "getOwnReview",
      summary = "Reads the viewer's own review of a series, in whatever state")
  @APIResponse(
      responseCode = "200",
      description = "The review",
      content = @Content(schema = @Schema(implementation = Review.class)))
  public Review own(@PathParam("series_id") SeriesId series) {
    audience.requireSeries(series);
    return reviews
        .own(viewer.id(), series)
        .orElseThrow(() ->
            new ProblemException(
                TasteProblem.REVIEW_NOT_FOUND, "You have not reviewed series " + series));
  }

  @PUT
  @Path("/{review_id}")
  @Fails({"series_not_found", "review_not_found", "role_required", "precondition_failed"})
  @Operation(operationId = "decideReview", summary = "Publishes or rejects a review (role editor)")
  @APIResponse(
      responseCode = "200",
      description = "The review as it is now",
      content = @Content(schema = @Schema(implementation = Review.class)))
  public Review decide(
      @PathParam("series_id") SeriesId series,
      @PathParam("review_id") ReviewId id,
      ReviewDecision decision) {
    Instant textOf = decision.textOf();
    viewer.require(Role.EDITOR);
    audience.requireSeries(series);
    return reviews
        .decide(series, id, decision.state().state(), textOf)
        .orElseThrow(() ->
            new ProblemException(
                TasteProblem.REVIEW_NOT_FOUND, "Series " + series + " has no review " + id));
  }
}
