package dev.yeoul.subscription;

import dev.yeoul.account.CurrentViewer;
import dev.yeoul.platform.Fails;
import dev.yeoul.platform.Query;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A user's own subscription. */
@Path("/api/subscriptions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Subscription", description = "What you paid")
class SubscriptionResource {
  private static final String CURRENT = "/current";

  private final Subscriptions subscriptions;
  private final Entitlements entitlements;
  private final CurrentViewer viewer;

  SubscriptionResource(
      Subscriptions subscriptions, Entitlements entitlements, CurrentViewer viewer) {
    this.subscriptions = subscriptions;
    this.entitlements = entitlements;
    this.viewer = viewer;
  }

  @POST
  @RunOnVirtualThread
  @Operation(operationId = "startSubscription", summary = "Subscribe to a plan, from now on")
  @APIResponse(
      responseCode = "201",
      description = "Subscribed",
      content = @Content(schema = @Schema(implementation = Subscription.class)))
  @Fails({"plan_not_found", "subscription_exists"})
  public Response start(NewSubscription wanted) {
    Subscription started = subscriptions.start(viewer.id(), wanted.choice(), wanted.renews());
    return Response.status(Response.Status.CREATED)
        .header(HttpHeaders.LOCATION, "/api/subscriptions" + CURRENT)
        .entity(started)
        .build();
  }

  @GET
  @Path(CURRENT)
  @NonBlocking
  @Operation(
      operationId = "currentSubscription",
      summary = "The running subscription, also while it is cancelled and runs on")
  @APIResponse(
      responseCode = "200",
      description = "The running subscription",
      content = @Content(schema = @Schema(implementation = Subscription.class)))
  @Fails("no_subscription")
  public Uni<Subscription> current() {
    CompletableFuture<Subscription> found =
        entitlements
            .find(viewer.id())
            .thenApply(current ->
                current.map(CurrentSubscription::subscription).orElseThrow(Subscriptions::none));
    return Uni.createFrom().completionStage(found);
  }

  @DELETE
  @Path(CURRENT)
  @RunOnVirtualThread
  @Operation(
      operationId = "cancelSubscription",
      summary = "Cancel: it runs on until its end, or ends now")
  @APIResponse(
      responseCode = "200",
      description = "Cancelled, now or before",
      content = @Content(schema = @Schema(implementation = Subscription.class)))
  @Fails("no_subscription")
  public Subscription cancel(
      @Parameter(
              description = "true ends it now instead of at end_date",
              schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
          @QueryParam("immediately")
          @Nullable String immediately) {
    return subscriptions.cancel(viewer.id(), Query.flag("immediately", immediately));
  }
}
