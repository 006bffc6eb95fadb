package dev.yeoul.platform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ends a call with a problem (RFC 9457). One mapper turns it into the response; it carries no stack
 * trace, for it is an answer and not a fault.
 */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ProblemType type;
  private final transient List<Violation> violations;
  private final transient Map<String, String> headers = new LinkedHashMap<>();
  private final transient Map<String, Object> members = new LinkedHashMap<>();

  /** A problem of this type; the detail is shown to the client. */
  public ProblemException(ProblemType type, String detail) {
    this(type, detail, List.of());
  }

  private ProblemException(ProblemType type, String detail, List<Violation> violations) {
    super(detail, null, false, false);
    this.type = type;
    this.violations = violations;
  }

  /** 422 with one violation. */
  public static ProblemException invalid(String pointer, String detail) {
    return invalid(List.of(new Violation(pointer, detail)));
  }

  /** 422 with all of these. */
  public static ProblemException invalid(List<Violation> violations) {
    Violation first = violations.getFirst();
    String more = violations.size() > 1 ? " (and " + (violations.size() - 1) + " more)" : "";
    return new ProblemException(
        PlatformProblem.INVALID, first.pointer() + " " + first.detail() + more, violations);
  }

  /** 503, for a store that did not answer. The name is shown: MySQL, Redis or MongoDB. */
  public static ProblemException unavailable(String store) {
    return new ProblemException(
            PlatformProblem.STORE_UNAVAILABLE, store + " is out of reach; try again shortly")
        .with("Retry-After", "2");
  }

  /** Adds a response header. */
  public ProblemException with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  /** Adds an extension member to the body. */
  public ProblemException member(String name, Object value) {
    members.put(name, value);
    return this;
  }

  /** What kind it is. */
  public ProblemType type() {
    return type;
  }

  /** The detail. */
  public String detail() {
    String message = getMessage();
    return message == null ? type.title() : message;
  }

  /** What is wrong, for 422. */
  public List<Violation> violations() {
    return violations;
  }

  Map<String, String> headers() {
    return headers;
  }

  Map<String, Object> members() {
    return members;
  }
}
