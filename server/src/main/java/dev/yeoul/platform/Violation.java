package dev.yeoul.platform;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One thing that is wrong with a request.
 *
 * @param pointer where: a JSON pointer (RFC 6901) into the body, or the parameter's name
 * @param detail what would be right
 */
@Schema(name = "Violation", description = "One thing that is wrong with the request")
public record Violation(
    @Schema(
            description = "A JSON pointer into the body, or the parameter's name",
            examples = "/title")
        String pointer,
    @Schema(description = "What would be right", examples = "must have 1 to 255 characters")
        String detail) {
  /** So many are told of at the most. */
  public static final int MOST = 50;
}
