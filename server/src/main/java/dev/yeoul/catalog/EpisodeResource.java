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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The episodes of a series. */
@Path("/api/series/{series_id}/episodes")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Catalogue")
final class EpisodeResource {
  private final Jdbi jdbi;
  private final EpisodeEditor editor;
  private final CurrentViewer viewer;

  EpisodeResource(Jdbi jdbi, EpisodeEditor editor, CurrentViewer viewer) {
    this.jdbi = jdbi;
    this.editor = editor;
    this.viewer = viewer;
  }

  @GET
  @Public
  @Fails("series_not_found")
  @Operation(
      operationId = "listEpisodes",
      summary = "Lists the episodes of a series by season and number")
  @APIResponse(
      responseCode = "200",
      description = "All its episodes, or those of one season",
      content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = Episode.class)))
  public Cacheable list(
      @PathParam("series_id") SeriesId series,
      @QueryParam("season")
          @Parameter(
              description = "Only those of this season; none where there is no such season",
              schema = @Schema(type = SchemaType.INTEGER, examples = "1"))
          @Nullable String season) {
    Integer number = season == null ? null : SeasonNumber.of("season", season).value();
    return jdbi.withHandle(handle -> {
      requireSeries(handle, series);
      return new Cacheable(EpisodeRows.of(handle, series, number), Set.of(series.tag()));
    });
  }

  @GET
  @Path("/{episode_id}")
  @Public
  @Fails({"series_not_found", "episode_not_found"})
  @Operation(operationId = "getEpisode", summary = "Reads an episode")
  @APIResponse(
      responseCode = "200",
      description = "The episode",
      content = @Content(schema = @Schema(implementation = Episode.class)))
  public Cacheable get(
      @PathParam("series_id") SeriesId series, @PathParam("episode_id") EpisodeId id) {
    return jdbi.withHandle(handle -> {
      requireSeries(handle, series);
      Episode episode =
          EpisodeRows.find(handle, series, id).orElseThrow(() -> EpisodeRows.notFound(series, id));
      return new Cacheable(episode, Set.of(series.tag()));
    });
  }

  @POST
  @Fails({"series_not_found", "number_taken", "role_required"})
  @Operation(
      operationId = "addEpisode",
      summary = "Adds an episode, and its season where that is missing (role editor)")
  @APIResponse(
      responseCode = "201",
      description = "The new episode",
      content = @Content(schema = @Schema(implementation = Episode.class)))
  public Response add(@PathParam("series_id") SeriesId series, EpisodeInput input) {
    viewer.require(Role.EDITOR);
    Episode episode = editor.add(series, input);
    return Answers.created("/api/series/%s/episodes/%s".formatted(series, episode.id()), episode);
  }

  @PUT
  @Path("/{episode_id}")
  @Fails({"series_not_found", "episode_not_found", "number_taken", "role_required"})
  @Operation(operationId = "replaceEpisode", summary = "Replaces an episode (role editor)")
  @APIResponse(
      responseCode = "200",
      description = "The episode as it is now",
      content = @Content(schema = @Schema(implementation = Episode.class)))
  public Response replace(
      @PathParam("series_id") SeriesId series,
      @PathParam("episode_id") EpisodeId id,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      EpisodeInput input) {
    viewer.require(Role.EDITOR);
    return Answers.replaced(editor.replace(series, id, input, ifMatch));
  }

  @DELETE
  @Path("/{episode_id}")
  @Fails({"series_not_found", "episode_not_found", "role_required"})
  @Operation(
      operationId = "deleteEpisode",
      summary = "Deletes an episode (role editor)",
      description = "Hides it everywhere; viewers' histories keep their rows.")
  @APIResponse(responseCode = "204", description = "It is gone")
  public void delete(
      @PathParam("series_id") SeriesId series,
      @PathParam("episode_id") EpisodeId id,
      @HeaderParam("If-Match") @Nullable String ifMatch) {
    viewer.require(Role.EDITOR);
    editor.delete(series, id, ifMatch);
  }

  private static void requireSeries(Handle handle, SeriesId series) {
    if (!SeriesRows.exists(handle, series)) {
      throw SeriesRows.notFound(series);
    }
  }
}
