package dev.yeoul.account;

import dev.yeoul.platform.Fails;
import dev.yeoul.platform.Public;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The calls that let somebody in and out. */
@Path("/api")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Account", description = "Who you are")
class AccountResource {
  private final Accounts accounts;
  private final CurrentViewer viewer;

  AccountResource(Accounts accounts, CurrentViewer viewer) {
    this.accounts = accounts;
    this.viewer = viewer;
  }

  @POST
  @Path("/register")
  @Public
  @Operation(operationId = "register", summary = "Register a user and log in")
  @APIResponse(
      responseCode = "201",
      description = "Registered and logged in",
      content = @Content(schema = @Schema(implementation = RegisterAnswer.class)))
  @Fails({"email_taken", "overloaded"})
  public Response register(NewAccount account) {
    return Response.status(Response.Status.CREATED)
        .header(HttpHeaders.LOCATION, "/api/users/me")
        .entity(accounts.register(account.checked()))
        .build();
  }

  @POST
  @Path("/logout")
  @EndsSession
  @Operation(
      operationId = "logout",
      summary = "End the session: its tokens stop working, on every node within a second")
  @APIResponse(responseCode = "204", description = "The session is over")
  @Fails({})
  public void logout() {
    accounts.logOut(viewer.viewer());
  }
}
