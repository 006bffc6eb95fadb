package dev.yeoul.catalog;

import dev.yeoul.account.CurrentViewer;
import dev.yeoul.account.Role;
import dev.yeoul.platform.Cacheable;
import dev.yeoul.platform.Fails;
import dev.yeoul.platform.PageRequest;
import dev.yeoul.platform.Public;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The series of the catalogue. */
@Path("/api/series")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Catalogue")
final class SeriesResource {
  private final SeriesLoads loads;
  private final SeriesLists lists;
  private final SeriesEditor editor;
  private final CurrentViewer viewer;

  SeriesResource(SeriesLoads loads, SeriesLists lists, SeriesEditor editor, CurrentViewer viewer) {
    this.loads = loads;
    this.lists = lists;
    this.editor = editor;
    this.viewer = viewer;
  }

  @GET
  @Public
  @Operation(operationId = "listSeries", summary = "Lists series")
  @APIResponse(
      responseCode = "200",
      description = "A part of the list",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.ARRAY, implementation = Series.class)))
  public Cacheable list(@BeanParam SeriesQuery query) {
    PageRequest page = query.page();
    SeriesFilter filter = query.filter();
    SeriesOrder order = query.order();
    List<Series> rows = lists.page(filter, order, page);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-Total-Count", Long.toString(lists.total(filter)));
    if (rows.size() > page.limit()) {
      rows = rows.subList(0, page.limit());
      headers.put("Link", query.next(order.cursor(rows.getLast())));
    }
    return new Cacheable(rows, Set.of(CatalogTags.LISTS), headers);
  }

  @GET
  @Path("/{series_id}")
  @Public
  @Fails("series_not_found")
  @Operation(operationId = "getSeries", summary = "Reads a series")
  @APIResponse(
      responseCode = "200",
      description = "The series",
      content = @Content(schema = @Schema(implementation = Series.class)))
  public Cacheable get(@PathParam("series_id") SeriesId id) {
    return answer(id, loads.find(id));
  }

  static Cacheable answer(SeriesId id, Optional<Series> found) {
    Series series = found.orElseThrow(() -> SeriesRows.notFound(id));
    return new Cacheable(series, Set.of(id.tag()));
  }

  @POST
  @Fails("role_required")
  @Operation(operationId = "addSeries", summary = "Adds a series (role editor)")
  @APIResponse(
      responseCode = "201",
      description = "The new series",
      content = @Content(schema = @Schema(implementation = Series.class)))
  public Response add(SeriesInput input) {
    viewer.require(Role.EDITOR);
    Series series = editor.add(input);
    return Answers.created("/api/series/" + series.id(), series);
  }

  @PUT
  @Path("/{series_id}")
  @Fails({"series_not_found", "kind_in_use", "role_required"})
  @Operation(operationId = "replaceSeries", summary = "Replaces a series (role editor)")
  @APIResponse(
      responseCode = "200",
      description = "The series as it is now",
      content = @Content(schema = @Schema(implementation = Series.class)))
  public Response replace(
      @PathParam("series_id") SeriesId id,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      SeriesInput input) {
    viewer.require(Role.EDITOR);
    return Answers.replaced(editor.replace(id, input, ifMatch));
  }

  @DELETE
  @Path("/{series_id}")
  @Fails({"series_not_found", "role_required"})
  @Operation(
      operationId = "deleteSeries",
      summary = "Deletes a series (role editor)",
      description = "Hides it everywhere; viewers' histories keep their rows.")
  @APIResponse(responseCode = "204", description = "It is gone")
  public void delete(
      @PathParam("series_id") SeriesId id, @HeaderParam("If-Match") @Nullable String ifMatch) {
    viewer.require(Role.EDITOR);
    editor.delete(id, ifMatch);
  }
}
