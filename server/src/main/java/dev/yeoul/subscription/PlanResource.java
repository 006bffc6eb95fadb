package dev.yeoul.subscription;

import dev.yeoul.platform.Cacheable;
import dev.yeoul.platform.Fails;
import dev.yeoul.platform.Public;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jdbi.v3.core.Jdbi;

/** What can be bought. */
@Path("/api/plans")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Subscription", description = "What you paid")
class PlanResource {
  private static final String TAG = "plans";

  private final Jdbi jdbi;

  PlanResource(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @GET
  @Public
  @Operation(operationId = "listPlans", summary = "What can be bought")
  @APIResponse(
      responseCode = "200",
      description = "All plans, by id",
      content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = Plan.class)))
  @Fails({})
  public Cacheable list() {
    return new Cacheable(jdbi.withHandle(PlanStore::all), Set.of(TAG));
  }
}
