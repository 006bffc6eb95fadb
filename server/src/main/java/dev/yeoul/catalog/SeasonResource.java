package dev.yeoul.catalog;

import dev.yeoul.account.CurrentViewer;
import dev.yeoul.account.Role;
import dev.yeoul.platform.Cacheable;
import dev.yeoul.platform.Fails;
import dev.yeoul.platform.Public;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The seasons of a show. */
@Path("/api/series/{series_id}/seasons")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Catalogue")
final class SeasonResource {
  private final Jdbi jdbi;
  private final SeasonEditor editor;
  private final CurrentViewer viewer;

  SeasonResource(Jdbi jdbi, SeasonEditor editor, CurrentViewer viewer) {
    this.jdbi = jdbi;
    this.editor = editor;
    this.viewer = viewer;
  }

  @GET
  @Public
  @Fails("series_not_found")
  @Operation(operationId = "listSeasons", summary = "Lists the seasons of a series by number")
  @APIResponse(
      responseCode = "200",
      description = "All its seasons; a movie has none",
      content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = Season.class)))
  public Cacheable list(@PathParam("series_id") SeriesId series) {
    return jdbi.withHandle(handle -> {
      requireSeries(handle, series);
      return new Cacheable(SeasonRows.of(handle, series), Set.of(series.tag()));
    });
  }

  @GET
  @Path("/{season_number}")
  @Public
  @Fails({"series_not_found", "season_not_found"})
  @Operation(operationId = "getSeason", summary = "Reads a season")
  @APIResponse(
      responseCode = "200",
      description = "The season",
      content = @Content(schema = @Schema(implementation = Season.class)))
  public Cacheable get(
      @PathParam("series_id") SeriesId series, @PathParam("season_number") SeasonNumber number) {
    return jdbi.withHandle(handle -> {
      requireSeries(handle, series);
      Season season =
          SeasonRows.find(handle, series, number.value())
              .orElseThrow(() -> SeasonRows.notFound(series, number.value()));
      return new Cacheable(season, Set.of(series.tag()));
    });
  }

  @POST
  @Fails({"series_not_found", "movie_has_no_seasons", "number_taken", "role_required"})
  @Operation(operationId = "addSeason", summary = "Adds a season to a show (role editor)")
  @APIResponse(
      responseCode = "201",
      description = "The new season",
      content = @Content(schema = @Schema(implementation = Season.class)))
  public Response add(@PathParam("series_id") SeriesId series, SeasonInput input) {
    viewer.require(Role.EDITOR);
    Season season = editor.add(series, input);
    return Answers.created(
        "/api/series/%s/seasons/%d".formatted(series, season.seasonNumber()), season);
  }

  @PUT
  @Path("/{season_number}")
  @Fails({"series_not_found", "season_not_found", "number_taken", "role_required"})
  @Operation(
      operationId = "replaceSeason",
      summary = "Replaces a season (role editor)",
      description = "Another number takes the season's episodes along.")
  @APIResponse(
      responseCode = "200",
      description = "The season as it is now",
      content = @Content(schema = @Schema(implementation = Season.class)))
  public Response replace(
      @PathParam("series_id") SeriesId series,
      @PathParam("season_number") SeasonNumber number,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      SeasonInput input) {
    viewer.require(Role.EDITOR);
    return Answers.replaced(editor.replace(series, number.value(), input, ifMatch));
  }

  @DELETE
  @Path("/{season_number}")
  @Fails({"series_not_found", "season_not_found", "role_required"})
  @Operation(
      operationId = "deleteSeason",
      summary = "Deletes a season with its episodes (role editor)")
  @APIResponse(responseCode = "204", description = "It is gone")
  public void delete(
      @PathParam("series_id") SeriesId series,
      @PathParam("season_number") SeasonNumber number,
      @HeaderParam("If-Match") @Nullable String ifMatch) {
    viewer.require(Role.EDITOR);
    editor.delete(series, number.value(), ifMatch);
  }

  private static void requireSeries(Handle handle, SeriesId series) {
    if (!SeriesRows.exists(handle, series)) {
      throw SeriesRows.notFound(series);
    }
  }
}
