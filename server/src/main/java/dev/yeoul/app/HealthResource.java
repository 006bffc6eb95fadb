package dev.yeoul.app;

import com.mongodb.client.MongoDatabase;
import dev.yeoul.platform.Database;
import dev.yeoul.platform.Public;
import dev.yeoul.platform.RedisPipeline;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.bson.Document;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Whether this node lives, and whether it should be sent requests. */
@Path("/health")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "operations", description = "For those who run the service")
@RunOnVirtualThread
class HealthResource {
  private final NodeState node;
  private final StoreCheck mysql;
  private final StoreCheck redis;
  private final StoreCheck mongo;

  HealthResource(NodeState node, Database mysql, RedisPipeline redis, MongoDatabase mongo) {
    this.node = node;
    this.mysql = new StoreCheck(mysql::isUp);
    this.redis = new StoreCheck(() -> redis.call(Request.cmd(Command.PING)));
    this.mongo = new StoreCheck(() -> mongo.runCommand(new Document("ping", 1)));
  }

  @Schema(name = "Liveness", description = "The process runs")
  record Live(@Schema(examples = "up") String status) {}

  @Schema(name = "Readiness", description = "Whether to send requests here, and each store's state")
  record Ready(
      @Schema(description = "up, starting or draining", examples = "up") String status,
      @Schema(
              description = "up or down, for mysql, redis and mongodb",
              examples = "{\"mysql\": \"up\", \"redis\": \"up\", \"mongodb\": \"up\"}")
          Map<String, String> stores) {}

  @GET
  @Path("/live")
  @Public(ignoreBearer = true)
  @Operation(
      operationId = "getLiveness",
      summary = "The process runs",
      description = "Never looks at a store: restarting this node would not bring one back.")
  @APIResponse(
      responseCode = "200",
      description = "It runs",
      content = @Content(schema = @Schema(implementation = Live.class)))
  public Response live() {
    return uncached(200, new Live("up"));
  }

  @GET
  @Path("/ready")
  @Public(ignoreBearer = true)
  @Operation(
      operationId = "getReadiness",
      summary = "Send requests here or not",
      description =
          "200 once the node has started, 503 while it drains. A store that is down does not take"
              + " the node out, since much goes on without it; the body says which.")
  @APIResponse(
      responseCode = "200",
      description = "Send requests",
      content = @Content(schema = @Schema(implementation = Ready.class)))
  @APIResponse(
      responseCode = "503",
      description = "Starting or draining: send none",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Ready.class)))
  public Response ready() {
    String status = node.isDraining() ? "draining" : node.isStarted() ? "up" : "starting";
    CompletableFuture<String> mysqlState = mysql.state();
    CompletableFuture<String> redisState = redis.state();
    CompletableFuture<String> mongoState = mongo.state();
    Map<String, String> stores = new LinkedHashMap<>();
    stores.put("mysql", mysqlState.join());
    stores.put("redis", redisState.join());
    stores.put("mongodb", mongoState.join());
    return uncached(status.equals("up") ? 200 : 503, new Ready(status, stores));
  }

  private static Response uncached(int status, Object entity) {
    return Response.status(status).entity(entity).header("Cache-Control", "no-store").build();
  }
}
