package dev.yeoul.account;

import dev.yeoul.platform.Fails;
import dev.yeoul.platform.FormContent;
import dev.yeoul.platform.ProblemException;
import dev.yeoul.platform.ProblemMapper;
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
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * The token endpoint of OAuth 2.0 (RFC 6749): a class of its own, for it has answers of its own.
 */
@Path(TokenResource.PATH)
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Account")
public class TokenResource {
  /** Where it is. */
  public static final String PATH = "/api/token";

  private final Accounts accounts;
  private final ProblemMapper problems;

  TokenResource(Accounts accounts, ProblemMapper problems) {
    this.accounts = accounts;
    this.problems = problems;
  }

  @POST
  @Public(ignoreBearer = true)
  @FormContent
  @Operation(
      operationId = "token",
      summary = "Log in, or refresh a token",
      description =
          "OAuth 2.0 (RFC 6749): the password grant, and the refresh_token grant. Problems also"
              + " carry the members error and error_description.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_FORM_URLENCODED,
              schema = @Schema(implementation = TokenForm.class)))
  @APIResponse(
      responseCode = "200",
      description = "Logged in; Cache-Control: no-store",
      content = @Content(schema = @Schema(implementation = TokenAnswer.class)))
  @Fails({"invalid_request", "unsupported_grant_type", "invalid_grant", "overloaded"})
  public Response token(byte @Nullable [] body) {
    FormFields form = FormFields.parse(body == null ? new byte[0] : body);
    String grantType = form.find("grant_type").orElse("password");
    TokenAnswer answer =
        switch (grantType) {
          case "password" -> accounts.logIn(required(form, "username"), required(form, "password"));
          case "refresh_token" -> accounts.refresh(required(form, "refresh_token"));
          default ->
              throw Refusal.tokenError(
                  AccountProblem.UNSUPPORTED_GRANT_TYPE,
                  "The grant types are password and refresh_token");
        };
    return Response.ok(answer)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("Pragma", "no-cache")
        .build();
  }

  /** Whatever goes wrong here, filters included: clients of OAuth read error, not code. */
  @ServerExceptionMapper
  public Response problem(Throwable failure) {
    return problems.problem(Refusal.ofTokenCall(problems.of(failure)));
  }

  /** The problem as clients of OAuth read it; for who answers before the call gets here. */
  public static ProblemException problemOf(ProblemException problem) {
    return Refusal.ofTokenCall(problem);
  }

  private static String required(FormFields form, String name) {
    return form.find(name)
        .orElseThrow(() ->
            Refusal.tokenError(
                AccountProblem.INVALID_REQUEST, "The field " + name + " is missing"));
  }

  /** The form's fields, for the OpenAPI document. */
  @Schema(name = "TokenRequest")
  record TokenForm(
      @Schema(
              description = "password (the default) or refresh_token",
              enumeration = {"password", "refresh_token"},
              examples = "password")
          String grantType,
      @Schema(description = "The e-mail address", examples = "jiwoo@example.com") String username,
      @Schema(description = "For the password grant", examples = "a river runs through it")
          String password,
      @Schema(description = "For the refresh_token grant") String refreshToken) {}
}
