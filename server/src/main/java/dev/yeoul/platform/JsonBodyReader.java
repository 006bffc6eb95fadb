package dev.yeoul.platform;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyReader;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Reads a JSON body in three steps, each with its own answer: syntax (400), text that can be stored
 * and types (422), and the record's Bean Validation constraints (422, all of them at once).
 */
@Provider
@Consumes(MediaType.WILDCARD)
final class JsonBodyReader implements ServerMessageBodyReader<Object> {
  private static final String OURS = "dev.yeoul.";

  private final Validator validator;
  private final ObjectReader trees = Json.bodies();

  JsonBodyReader(Validator validator) {
    this.validator = validator;
  }

  @Override
  public boolean isReadable(
      Class<?> type, Type genericType, ResteasyReactiveResourceInfo info, MediaType mediaType) {
    return type.getName().startsWith(OURS);
  }

  @Override
  public boolean isReadable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type.getName().startsWith(OURS);
  }

  @Override
  public Object readFrom(
      Class<Object> type, Type genericType, MediaType mediaType, ServerRequestContext context)
      throws IOException {
    return read(type, context.getInputStream().readAllBytes());
  }

  @Override
  public Object readFrom(
      Class<Object> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream body)
      throws IOException {
    return read(type, body.readAllBytes());
  }

  private <T> T read(Class<T> type, byte[] body) {
    JsonNode tree = parse(body);
    if (!tree.isObject()) {
      throw ProblemException.invalid("", "must be a JSON object");
    }
    List<Violation> violations = UnstorableText.in(tree);
    if (!violations.isEmpty()) {
      throw ProblemException.invalid(violations);
    }
    T value = bind(type, tree);
    Set<ConstraintViolation<T>> broken = validator.validate(value);
    if (!broken.isEmpty()) {
      throw ProblemException.invalid(
          broken.stream()
              .map(one -> new Violation(pointer(one.getPropertyPath()), one.getMessage()))
              .sorted(Comparator.comparing(Violation::pointer).thenComparing(Violation::detail))
              .limit(Violation.MOST)
              .toList());
    }
    return value;
  }

  private JsonNode parse(byte[] body) {
    try {
      // Jackson guesses other encodings and lets broken UTF-8 in names pass
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      JsonNode tree = trees.readTree(text);
      if (tree.isMissingNode()) {
        throw new ProblemException(PlatformProblem.MALFORMED_JSON, "The body is empty");
      }
      return tree;
    } catch (CharacterCodingException e) {
      throw new ProblemException(PlatformProblem.MALFORMED_JSON, "The body is not UTF-8");
    } catch (JsonProcessingException e) {
      throw new ProblemException(PlatformProblem.MALFORMED_JSON, syntaxError(e));
    }
  }

  private static String syntaxError(JacksonException e) {
    var at = e.getLocation();
    String where =
        at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    String what = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
    return (e instanceof StreamConstraintsException ? Json.BOUNDS : clipped(what)) + where;
  }

  private static String clipped(String message) {
    return message.length() > 200 ? message.substring(0, 200) + "..." : message;
  }

  private static <T> T bind(Class<T> type, JsonNode tree) {
    try {
      return Json.mapper().treeToValue(tree, type);
    } catch (JsonMappingException e) {
      if (e.getCause() instanceof ProblemException known) {
        throw known;
      }
      throw ProblemException.invalid(pointer(e.getPath()), Expectation.of(e));
    } catch (JsonProcessingException e) {
      throw ProblemException.invalid("", "must fit the call's schema");
    }
  }

  private static String pointer(List<JsonMappingException.Reference> path) {
    StringBuilder pointer = new StringBuilder();
    for (JsonMappingException.Reference step : path) {
      pointer.append('/');
      pointer.append(step.getFieldName() == null ? step.getIndex() : step.getFieldName());
    }
    return pointer.toString();
  }

  private static String pointer(Path path) {
    StringBuilder pointer = new StringBuilder();
    for (Path.Node step : path) {
      if (step.getIndex() != null) {
        pointer.append('/').append(step.getIndex());
      }
      boolean named = step.getKind() == jakarta.validation.ElementKind.PROPERTY;
      if (named && step.getName() != null) {
        pointer.append('/').append(snakeCase(step.getName()));
      }
    }
    return pointer.toString();
  }

  private static String snakeCase(String name) {
    return com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE
        .translate(name);
  }
}
