package dev.yeoul.analytics;

import dev.yeoul.analytics.TrendingBoard.Place;
import dev.yeoul.catalog.CatalogReader;
import dev.yeoul.catalog.Series;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.Fails;
import dev.yeoul.platform.LimitQuery;
import dev.yeoul.platform.Public;
import dev.yeoul.platform.Query;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What is popular now. */
@Path("/api/trending")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Trending")
final class TrendingResource {
  private static final int SCORE_DECIMALS = 3;

  private final TrendingBoard board;
  private final CatalogReader catalog;

  TrendingResource(TrendingBoard board, CatalogReader catalog) {
    this.board = board;
    this.catalog = catalog;
  }

  @GET
  @Public
  @Fails({})
  @Operation(
      operationId = "listTrending",
      summary = "Lists what is popular now",
      description =
          "A view is the first play of a viewer and series in 30 minutes. It counts for less as it"
              + " ages: half after 12 hours (window day) or 84 hours (window week).")
  @APIResponse(
      responseCode = "200",
      description = "The most popular first",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.ARRAY, implementation = TrendingSeries.class)))
  public RestResponse<List<TrendingSeries>> list(
      @QueryParam("window")
          @Parameter(
              description = "Over which time",
              schema =
                  @Schema(
                      type = SchemaType.STRING,
                      enumeration = {"day", "week"},
                      defaultValue = "day"))
          @Nullable String window,
      @BeanParam LimitQuery limit) {
    TrendingWindow chosen = Query.oneOf("window", window, TrendingWindow.class);
    int most = limit.most();
    return RestResponse.ResponseBuilder.ok(top(chosen == null ? TrendingWindow.DAY : chosen, most))
        .header("Cache-Control", "public, max-age=5")
        .build();
  }

  /** As many as are wanted, passing over those that a viewer may not see. */
  private List<TrendingSeries> top(TrendingWindow window, int most) {
    List<TrendingSeries> found = new ArrayList<>(most);
    List<Place> places = board.of(window);
    for (int from = 0; from < places.size() && found.size() < most; from += most) {
      List<Place> part = places.subList(from, Math.min(from + most, places.size()));
      Map<SeriesId, Series> visible = catalog.series(part.stream().map(Place::seriesId).toList());
      for (Place place : part) {
        Series series = visible.get(place.seriesId());
        if (series != null && found.size() < most) {
          found.add(new TrendingSeries(series, rounded(place.views())));
        }
      }
    }
    return found;
  }

  private static BigDecimal rounded(double views) {
    return BigDecimal.valueOf(views).setScale(SCORE_DECIMALS, RoundingMode.HALF_UP);
  }
}
