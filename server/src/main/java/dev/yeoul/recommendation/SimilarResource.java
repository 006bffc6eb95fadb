package dev.yeoul.recommendation;

import dev.yeoul.catalog.CatalogReader;
import dev.yeoul.catalog.CatalogTags;
import dev.yeoul.catalog.Series;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.Cacheable;
import dev.yeoul.platform.Fails;
import dev.yeoul.platform.LimitQuery;
import dev.yeoul.platform.Public;
import dev.yeoul.platform.ResponseCache;
import dev.yeoul.recommendation.Ranked.Scored;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Titles like another one. The same for everybody. */
@Path("/api/series/{series_id}/similar")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Recommendations")
final class SimilarResource {
  /** What the answers are made from besides the titles: the model in service. */
  private static final String MODEL_TAG = "model";

  /** The longest answer, and some for titles that are gone since the training. */
  private static final int MOST = 120;

  private final SimilarSeries similar;
  private final CatalogReader catalog;

  SimilarResource(
      SimilarSeries similar, CatalogReader catalog, ServedModels models, ResponseCache cache) {
    this.similar = similar;
    this.catalog = catalog;
    models.onSwap(() -> cache.onChange(Set.of(MODEL_TAG)));
  }

  @GET
  @Public
  @Fails("series_not_found")
  @Operation(
      operationId = "listSimilarSeries",
      summary = "Lists titles like this one",
      description =
          "By who watches both, and by genres, cast, directors and description, so that a title that"
              + " nobody has watched yet has some too.")
  @APIResponse(
      responseCode = "200",
      description = "The most similar first",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.ARRAY, implementation = RecommendedSeries.class)))
  public Cacheable list(@PathParam("series_id") SeriesId id, @BeanParam LimitQuery limit) {
    int most = limit.most();
    catalog.requireSeries(id);
    List<Scored> candidates = similar.of(id.value(), MOST).scored();
    Map<SeriesId, Series> visible =
        catalog.series(candidates.stream().map(one -> new SeriesId(one.id())).toList());
    List<RecommendedSeries> found = new ArrayList<>();
    Set<String> tags = new HashSet<>(Set.of(id.tag(), MODEL_TAG, CatalogTags.LISTS));
    for (Scored one : candidates) {
      Series series = visible.get(new SeriesId(one.id()));
      if (series != null && found.size() < most) {
        found.add(RecommendedSeries.of(series, one.score()));
        tags.add(series.id().tag());
      }
    }
    return new Cacheable(found, tags);
  }
}
