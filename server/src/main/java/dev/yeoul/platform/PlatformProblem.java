package dev.yeoul.platform;

/** Problems that any call can have. */
public enum PlatformProblem implements ProblemType {
  MALFORMED_REQUEST(400, "The request can't be read"),
  MALFORMED_JSON(400, "The body is not JSON"),
  NOT_FOUND(404, "There is nothing at this address"),
  METHOD_NOT_ALLOWED(405, "The address does not take this method"),
  REQUEST_TIMEOUT(408, "The request took too long to arrive"),
  PRECONDITION_FAILED(412, "The resource has changed since it was read"),
  BODY_TOO_LARGE(413, "The body is larger than 1 MiB"),
  URI_TOO_LONG(414, "The address is too long"),
  UNSUPPORTED_MEDIA_TYPE(415, "The body is of a type that the call does not take"),
  INVALID(422, "The request does not fit the call's rules"),
  PRECONDITION_REQUIRED(428, "The call needs an If-Match header"),
  HEADERS_TOO_LARGE(431, "The headers are too large"),
  INTERNAL_ERROR(500, "Something went wrong on our side"),
  OVERLOADED(503, "The service is busy"),
  STORE_UNAVAILABLE(503, "A store that the call needs is out of reach");

  private final int status;
  private final String title;

  PlatformProblem(int status, String title) {
    this.status = status;
    this.title = title;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String title() {
    return title;
  }
}
