package dev.yeoul.subscription;

import dev.yeoul.account.CurrentViewer;
import dev.yeoul.account.UserId;
import dev.yeoul.account.Users;
import dev.yeoul.platform.Fails;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The viewer as a whole: stands here because a subscription is part of it. */
@Path("/api/users/me")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Account", description = "Who you are")
class ViewerResource {
  private final CurrentViewer viewer;
  private final Users users;
  private final Entitlements entitlements;

  ViewerResource(CurrentViewer viewer, Users users, Entitlements entitlements) {
    this.viewer = viewer;
    this.users = users;
    this.entitlements = entitlements;
  }

  @GET
  @Operation(operationId = "me", summary = "Who you are, and what you have bought")
  @APIResponse(
      responseCode = "200",
      description = "The viewer",
      content = @Content(schema = @Schema(implementation = ViewerAnswer.class)))
  @Fails({})
  public ViewerAnswer me() {
    UserId id = viewer.id();
    Subscription running =
        entitlements.current(id).map(CurrentSubscription::subscription).orElse(null);
    return ViewerAnswer.of(users.profile(id), running);
  }
}
