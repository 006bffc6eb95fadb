package dev.yeoul.app;

import dev.yeoul.platform.Fails;
import dev.yeoul.platform.FormContent;
import dev.yeoul.platform.PlatformProblem;
import dev.yeoul.platform.ProblemType;
import dev.yeoul.platform.Public;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jspecify.annotations.Nullable;

/**
 * Completes the OpenAPI document at build time from what the code says: which calls need a token
 * ({@link Public}), and every problem that each can answer ({@link Fails} and what its parameters
 * and body imply), with an example each.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class OpenApiCompletion implements OASFilter {
  private static final String PROBLEM_JSON = "application/problem+json";
  private static final String PROBLEM = "Problem";
  private static final DotName OPERATION =
      DotName.createSimple("org.eclipse.microprofile.openapi.annotations.Operation");

  private final Map<String, MethodInfo> methods = new LinkedHashMap<>();
  private final Map<String, ProblemType> problems = new TreeMap<>();

  /** Reads the code's annotations. */
  public OpenApiCompletion(IndexView index) {
    for (AnnotationInstance operation : index.getAnnotations(OPERATION)) {
      AnnotationValue id = operation.value("operationId");
      if (id != null) {
        methods.put(id.asString(), operation.target().asMethod());
      }
    }
    for (ClassInfo type : index.getAllKnownImplementations(ProblemType.class)) {
      for (Object constant : constants(type.name().toString())) {
        ProblemType problem = (ProblemType) constant;
        problems.put(problem.code(), problem);
      }
    }
  }

  @Override
  public void filterOpenAPI(OpenAPI document) {
    document.getComponents().addSchema(PROBLEM, problemSchema());
    if (document.getPaths() == null) {
      return;
    }
    document
        .getPaths()
        .getPathItems()
        .forEach((path, item) ->
            item.getOperations().values().forEach(operation -> complete(path, operation)));
  }

  private void complete(String path, Operation operation) {
    MethodInfo method = methods.get(operation.getOperationId());
    if (method == null) {
      throw new IllegalStateException(
          "an operation of " + path + " has no @Operation(operationId)");
    }
    boolean open = method.hasAnnotation(Public.class);
    if (!open) {
      operation.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme("bearer"));
    }
    Map<Integer, List<ProblemType>> byStatus = new TreeMap<>();
    for (String code : codes(path, operation, method)) {
      ProblemType problem = problems.get(code);
      if (problem == null) {
        throw new IllegalStateException(method + " names the unknown problem " + code);
      }
      byStatus.computeIfAbsent(problem.status(), status -> new ArrayList<>()).add(problem);
    }
    byStatus.forEach((status, types) -> describe(operation, status, types));
    if (takes(operation, "after")) {
      describeList(operation);
    }
    if (method.returnType().name().toString().equals("dev.yeoul.platform.Cacheable")) {
      operation
          .getResponses()
          .addAPIResponse(
              "304",
              OASFactory.createAPIResponse().description("If-None-Match names this version"));
    }
  }

  private static Set<String> codes(String path, Operation operation, MethodInfo method) {
    Set<PlatformProblem> implied = new LinkedHashSet<>();
    Set<String> codes = new LinkedHashSet<>();
    AnnotationInstance open = method.annotation(Public.class);
    boolean ignoresBearer =
        open != null
            && open.value("ignoreBearer") != null
            && open.value("ignoreBearer").asBoolean();
    if (path.startsWith("/api/")) {
      implied.add(PlatformProblem.URI_TOO_LONG);
      implied.add(PlatformProblem.HEADERS_TOO_LARGE);
      implied.add(PlatformProblem.MALFORMED_REQUEST);
      implied.add(PlatformProblem.STORE_UNAVAILABLE);
      implied.add(PlatformProblem.OVERLOADED);
      implied.add(PlatformProblem.REQUEST_TIMEOUT);
    }
    if (!ignoresBearer) {
      codes.add("invalid_token");
      if (open == null) {
        codes.add("unauthenticated");
      }
    }
    boolean form = method.hasAnnotation(FormContent.class);
    if (operation.getRequestBody() != null || form) {
      implied.add(PlatformProblem.BODY_TOO_LARGE);
      implied.add(PlatformProblem.UNSUPPORTED_MEDIA_TYPE);
      if (!form) {
        implied.add(PlatformProblem.MALFORMED_JSON);
        implied.add(PlatformProblem.INVALID);
      }
    }
    boolean parameters = operation.getParameters() != null && !operation.getParameters().isEmpty();
    if (parameters) {
      implied.add(PlatformProblem.INVALID);
    }
    if (takes(operation, "If-Match")) {
      implied.add(PlatformProblem.PRECONDITION_REQUIRED);
      implied.add(PlatformProblem.PRECONDITION_FAILED);
    }
    implied.forEach(problem -> codes.add(problem.code()));
    AnnotationInstance fails = method.annotation(Fails.class);
    if (fails != null) {
      codes.addAll(List.of(fails.value().asStringArray()));
    }
    return codes;
  }

  private static boolean takes(Operation operation, String parameter) {
    return operation.getParameters() != null
        && operation.getParameters().stream()
            .anyMatch(one -> parameter.equalsIgnoreCase(one.getName()));
  }

  private static void describeList(Operation operation) {
    operation
        .getResponses()
        .getAPIResponse("200")
        .addHeader(
            "X-Total-Count",
            OASFactory.createHeader()
                .description("How many there are, over all parts")
                .schema(
                    OASFactory.createSchema().addType(Schema.SchemaType.INTEGER).format("int64")))
        .addHeader(
            "Link",
            OASFactory.createHeader()
                .description("The next part, rel=next, where there is one")
                .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING)));
  }

  private static void describe(Operation operation, int status, List<ProblemType> types) {
    String key = Integer.toString(status);
    APIResponse response = operation.getResponses().getAPIResponse(key);
    if (response == null) {
      response = OASFactory.createAPIResponse();
      operation.getResponses().addAPIResponse(key, response);
    }
    String codes = types.stream().map(ProblemType::code).collect(Collectors.joining(", "));
    String said = response.getDescription();
    response.setDescription(said == null || said.isBlank() ? codes : said + " (" + codes + ")");
    Content content = response.getContent();
    if (content == null) {
      content = OASFactory.createContent();
      response.setContent(content);
    }
    Map<String, Example> examples = new LinkedHashMap<>();
    types.stream()
        .sorted(Comparator.comparing(ProblemType::code))
        .forEach(type -> examples.put(type.code(), example(type)));
    content.addMediaType(
        PROBLEM_JSON,
        OASFactory.createMediaType()
            .schema(OASFactory.createSchema().ref("#/components/schemas/" + PROBLEM))
            .examples(examples));
  }

  private static Example example(ProblemType type) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "about:blank");
    body.put("title", type.title());
    body.put("status", type.status());
    body.put("code", type.code());
    body.put("detail", type.title());
    if (type == PlatformProblem.INVALID) {
      body.put(
          "errors",
          List.of(Map.of("pointer", "/title", "detail", "must have 1 to 255 characters")));
    }
    return OASFactory.createExample().value(body);
  }

  private static Schema problemSchema() {
    Schema text = OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    Schema violation =
        OASFactory.createSchema()
            .addType(Schema.SchemaType.OBJECT)
            .addProperty("pointer", text)
            .addProperty("detail", text)
            .required(List.of("pointer", "detail"));
    return OASFactory.createSchema()
        .addType(Schema.SchemaType.OBJECT)
        .description("A problem (RFC 9457) with a stable code; docs/api.md lists the codes")
        .addProperty("type", text)
        .addProperty("title", text)
        .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
        .addProperty("code", text)
        .addProperty("detail", text)
        .addProperty(
            "errors", OASFactory.createSchema().addType(Schema.SchemaType.ARRAY).items(violation))
        .required(List.of("type", "title", "status", "code", "detail"));
  }

  private static Object[] constants(String enumName) {
    try {
      Class<?> type = Class.forName(enumName, true, OpenApiCompletion.class.getClassLoader());
      Object @Nullable [] values = type.getEnumConstants();
      return values == null ? new Object[0] : values;
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
