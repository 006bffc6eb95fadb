package dev.yeoul.taste;

import dev.yeoul.account.CurrentViewer;
import dev.yeoul.catalog.CatalogReader;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.Fails;
import dev.yeoul.platform.ProblemException;
import dev.yeoul.platform.Violation;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The taste that a viewer chose. */
@Path("/api/users/me/preferences")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Taste")
final class PreferencesResource {
  private final PreferencesStore preferences;
  private final CatalogReader catalog;
  private final CurrentViewer viewer;

  PreferencesResource(PreferencesStore preferences, CatalogReader catalog, CurrentViewer viewer) {
    this.preferences = preferences;
    this.catalog = catalog;
    this.viewer = viewer;
  }

  @GET
  @Fails({})
  @Operation(operationId = "getPreferences", summary = "Reads the taste that the viewer chose")
  @APIResponse(
      responseCode = "200",
      description = "The preferences, empty where none were ever chosen",
      content = @Content(schema = @Schema(implementation = Preferences.class)))
  public Preferences get() {
    return preferences.of(viewer.id());
  }

  @PUT
  @Fails({})
  @Operation(
      operationId = "replacePreferences",
      summary = "Replaces the taste that the viewer chose",
      description = "What is absent is emptied.")
  @APIResponse(
      responseCode = "200",
      description = "The preferences as they are kept",
      content = @Content(schema = @Schema(implementation = Preferences.class)))
  public Preferences put(PreferencesInput input) {
    Preferences chosen = input.checked();
    requireSeries(input.series());
    preferences.put(viewer.id(), chosen);
    return chosen;
  }

  private void requireSeries(List<Long> wanted) {
    List<SeriesId> ids = wanted.stream().map(SeriesId::new).toList();
    Set<SeriesId> found = catalog.series(ids).keySet();
    List<Violation> unknown =
        IntStream.range(0, ids.size())
            .filter(i -> !found.contains(ids.get(i)))
            .mapToObj(i -> new Violation("/series/" + i, "must be the id of a series"))
            .limit(Violation.MOST)
            .toList();
    if (!unknown.isEmpty()) {
      throw ProblemException.invalid(unknown);
    }
  }
}
