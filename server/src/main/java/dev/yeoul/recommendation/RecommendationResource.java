package dev.yeoul.recommendation;

import dev.yeoul.account.CurrentViewer;
import dev.yeoul.account.UserId;
import dev.yeoul.catalog.CatalogReader;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.Cursor;
import dev.yeoul.platform.Fails;
import dev.yeoul.platform.LimitQuery;
import dev.yeoul.platform.ProblemException;
import dev.yeoul.platform.Query;
import dev.yeoul.platform.RedisPipeline;
import dev.yeoul.playback.ViewerBehaviour;
import dev.yeoul.playback.ViewingEvent.Clicked;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What to watch next. */
@Path(RecommendationResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Recommendations", description = "What to watch next")
final class RecommendationResource {
  static final String PATH = "/api/recommendations";

  /** Names the order of a row's cursor. */
  private static final String ORDER = "row";

  private final ViewerPages pages;
  private final Impressions impressions;
  private final ViewerBehaviour behaviour;
  private final CatalogReader catalog;
  private final CurrentViewer viewer;

  RecommendationResource(
      ViewerPages pages,
      Impressions impressions,
      ViewerBehaviour behaviour,
      CatalogReader catalog,
      CurrentViewer viewer) {
    this.pages = pages;
    this.impressions = impressions;
    this.behaviour = behaviour;
    this.catalog = catalog;
    this.viewer = viewer;
  }

  @GET
  @Fails({})
  @Operation(
      operationId = "listRecommendations",
      summary = "Rows of titles for the viewer",
      description =
          "What to go on with, what fits, what is like what was watched last, what is trending and"
              + " new, and the viewer's genres. No title is there twice. What the viewer does counts"
              + " in the next answer. A row without titles is left out.")
  @APIResponse(
      responseCode = "200",
      description = "The rows, in the order in which to show them",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.ARRAY, implementation = RecommendationRow.class)))
  public Uni<RestResponse<byte[]>> page(@BeanParam LimitQuery limit) {
    return pages.of(viewer.id(), limit.most()).map(page -> RestResponse.ok(page.bytes()));
  }

  @GET
  @Path("/{row}")
  @RunOnVirtualThread
  @Fails("row_not_found")
  @Operation(
      operationId = "listRecommendationRow",
      summary = "One row, as long as it goes",
      description = "Titles that other rows of the page show are not left out here.")
  @APIResponse(
      responseCode = "200",
      description = "The row, or a part of it",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = RecommendationRow.class)))
  public RestResponse<byte[]> row(
      @PathParam("row")
          @Parameter(description = "A row's name, as the page has it", example = "for_you")
          String row,
      @BeanParam LimitQuery limit,
      @QueryParam("after") @Parameter(description = "The cursor of a Link header")
          @Nullable String after) {
    int most = limit.most();
    int from = place(Query.text("after", after));
    Recommender.Part part = pages.row(viewer.id(), row, from, most);
    var answer = RestResponse.ResponseBuilder.ok(pages.bytes(part));
    if (part.more()) {
      answer.header("Link", link(row, from + most, limit.limit));
    }
    return answer.build();
  }

  private static int place(@Nullable String after) {
    if (after == null) {
      return 0;
    }
    var place = Cursor.decode(after, ORDER, 1).getFirst();
    if (!place.isInt() || place.intValue() < 0 || place.intValue() > Recommender.LONGEST) {
      throw Cursor.refused();
    }
    return place.intValue();
  }

  private static String link(String row, int from, @Nullable String limit) {
    return "<%s/%s?after=%s%s>; rel=\"next\""
        .formatted(
            PATH,
            URLEncoder.encode(row, StandardCharsets.UTF_8),
            Cursor.encode(ORDER, from),
            limit == null ? "" : "&limit=" + limit);
  }

  @POST
  @Path("/clicks")
  @RunOnVirtualThread
  @Fails({"impression_not_found", "series_not_found"})
  @Operation(
      operationId = "reportClick",
      summary = "Reports which title of a row the viewer chose",
      description =
          "Within 24 hours of the showing. A play within that time is credited to it without a"
              + " click.")
  @APIResponse(responseCode = "204", description = "It is noted")
  public void click(ClickInput click) {
    UserId user = viewer.id();
    SeriesId series = new SeriesId(click.seriesId());
    if (!impressions.isGood(click.impressionId(), user)) {
      throw new ProblemException(
          RecommendationProblem.IMPRESSION_NOT_FOUND,
          "No row of the last 24 hours has this impression_id for this viewer");
    }
    catalog.requireSeries(series);
    RedisPipeline.await(behaviour.clicked(new Clicked(user.value(), series, click.impressionId())));
  }
}
