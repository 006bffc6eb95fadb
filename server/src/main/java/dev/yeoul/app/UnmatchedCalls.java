package dev.yeoul.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yeoul.platform.Json;
import dev.yeoul.platform.PlatformProblem;
import dev.yeoul.platform.ProblemException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Tells an address that is not there (404) from one that does not take the method (405, with
 * Allow). The REST layer matches class by class and can't: it loses an address whose class lacks
 * the method. The list of calls is the OpenAPI document that the build made from the code.
 */
@Singleton
final class UnmatchedCalls {
  private static final String DOCUMENT = "META-INF/quarkus-generated-openapi-doc.JSON";

  private record Address(Pattern path, List<String> methods) {}

  private final List<Address> addresses;

  /** Reads the document, once. */
  UnmatchedCalls() {
    this.addresses = read();
  }

  /** The problem to answer with. */
  ProblemException problem(String method, String path) {
    TreeSet<String> allowed = new TreeSet<>();
    for (Address address : addresses) {
      if (address.path().matcher(path).matches()) {
        allowed.addAll(address.methods());
      }
    }
    if (allowed.isEmpty() || allowed.contains(method)) {
      return new ProblemException(PlatformProblem.NOT_FOUND, "No call answers at " + path);
    }
    return new ProblemException(
            PlatformProblem.METHOD_NOT_ALLOWED, method + " does not work at " + path)
        .with("Allow", String.join(", ", allowed));
  }

  private static List<Address> read() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try (InputStream in = loader.getResourceAsStream(DOCUMENT)) {
      if (in == null) {
        throw new IllegalStateException("the build lacks " + DOCUMENT);
      }
      List<Address> addresses = new ArrayList<>();
      for (var path : Json.mapper().readTree(in).path("paths").properties()) {
        addresses.add(new Address(pattern(path.getKey()), methods(path.getValue())));
      }
      return addresses;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Pattern pattern(String template) {
    return Pattern.compile(template.replaceAll("\\{[^}]+}", "[^/]+") + "/?");
  }

  private static List<String> methods(JsonNode operations) {
    List<String> methods = new ArrayList<>();
    operations
        .fieldNames()
        .forEachRemaining(method -> methods.add(method.toUpperCase(Locale.ROOT)));
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    return methods;
  }
}
