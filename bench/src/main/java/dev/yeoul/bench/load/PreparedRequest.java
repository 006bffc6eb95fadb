package dev.yeoul.bench.load;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request that is ready before the run.
 *
 * @param path the request target: path and query, percent-encoded
 * @param headers without Host and Content-Length, which the generator writes
 * @param body empty where there is none
 */
public record PreparedRequest(
    String method, String path, Map<String, String> headers, String body) {

  public static PreparedRequest get(String path, Map<String, String> headers) {
    return new PreparedRequest("GET", path, headers, "");
  }

  /** Writes them to a file, in their order. */
  static void writeAll(List<PreparedRequest> requests, Path file) throws IOException {
    try (var out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
      out.writeInt(requests.size());
      for (PreparedRequest request : requests) {
        request.write(out);
      }
    }
  }

  static List<PreparedRequest> readAll(Path file) throws IOException {
    try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      int count = in.readInt();
      List<PreparedRequest> requests = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        requests.add(read(in));
      }
      return requests;
    }
  }

  private void write(DataOutputStream out) throws IOException {
    out.writeUTF(method);
    out.writeUTF(path);
    out.writeInt(headers.size());
    for (Map.Entry<String, String> header : headers.entrySet()) {
      out.writeUTF(header.getKey());
      out.writeUTF(header.getValue());
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static PreparedRequest read(DataInputStream in) throws IOException {
    String method = in.readUTF();
    String path = in.readUTF();
    int count = in.readInt();
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      headers.put(in.readUTF(), in.readUTF());
    }
    String body = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    return new PreparedRequest(method, path, headers, body);
  }
}
