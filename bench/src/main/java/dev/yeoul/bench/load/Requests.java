package dev.yeoul.bench.load;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whole HTTP/1.1 requests, built before a run. Both sides get the very same bytes. */
public final class Requests {
  private static final String HOST = "Host: 127.0.0.1\r\n";

  private Requests() {}

  /** GET, with header lines that each end in CR LF, or "". */
  public static String get(String target, String headers) {
    return "GET " + target + " HTTP/1.1\r\n" + HOST + headers + "\r\n";
  }

  /** POST of a JSON body, with header lines that each end in CR LF, or "". */
  public static String post(String target, String headers, String body) {
    return withJson("POST", target, headers, body);
  }

  /** The same as a PUT. */
  public static String put(String target, String headers, String body) {
    return withJson("PUT", target, headers, body);
  }

  private static String withJson(String method, String target, String headers, String body) {
    return method
        + " "
        + target
        + " HTTP/1.1\r\n"
        + HOST
        + headers
        + "Content-Type: application/json\r\nContent-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  /** The header line of a user. */
  public static String bearer(String token) {
    return "Authorization: Bearer " + token + "\r\n";
  }

  /** Writes them for {@link Wrk}. */
  public static Path write(Path file, List<String> requests) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      for (String request : requests) {
        out.write(request.getBytes(StandardCharsets.UTF_8));
        out.write(0);
      }
    }
    return file;
  }
}
