package dev.yeoul.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Stands in for the server's jar: says what it was called with and where, serves a port until it
 * gets TERM, is ready when it is asked, and ends with 9 when somebody connects and asks nothing.
 * Makes an audience, trains until it is ended where there is a file "hang", and fails to where
 * there is a file "fail".
 */
final class FakeServer {
  private FakeServer() {}

  public static void main(String[] arguments) throws Exception {
    System.out.println("server " + String.join(" ", arguments));
    System.out.println("directory " + System.getProperty("user.dir"));
    String pid = arguments[0].equals("recommend") ? "aside-pid " : "server-pid ";
    System.out.println(pid + ProcessHandle.current().pid());
    new TreeMap<>(System.getenv())
        .forEach((name, value) -> {
          if (name.matches("(MYSQL|MONGO|REDIS|QUARKUS|YEOUL|BCRYPT|SECRET)_.*")) {
            System.out.println("env " + name + "=" + value);
          }
        });
    switch (arguments[0]) {
      case "import" ->
          Files.writeString(
              Path.of("imports"), "once\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      case "serve" -> serve(Integer.parseInt(arguments[2]));
      case "recommend" -> aside(arguments[1]);
      default -> System.exit(7);
    }
  }

  private static void serve(int port) throws IOException {
    Runtime.getRuntime().addShutdownHook(new Thread(FakeServer::drain));
    try (ServerSocket socket = new ServerSocket(port)) {
      System.out.println("ready http://localhost:" + port);
      boolean asked = true;
      while (asked) {
        try (Socket client = socket.accept()) {
          asked = answer(client);
        }
      }
    }
    System.exit(9);
  }

  private static boolean answer(Socket client) throws IOException {
    var request = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
    String line = request.readLine();
    if (line == null) {
      return false;
    }
    String status = line.startsWith("GET /health/ready ") ? "200 OK" : "404 Not Found";
    String answer = "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    client.getOutputStream().write(answer.getBytes(US_ASCII));
    return true;
  }

  private static void aside(String command) throws InterruptedException {
    if (Files.exists(Path.of("fail"))) {
      System.exit(5);
    }
    if (command.equals("train") && Files.exists(Path.of("hang"))) {
      new CountDownLatch(1).await();
    }
  }

  /** Says how many of the stores still run: a request that is being finished needs them. */
  private static void drain() {
    try (var files = Files.list(Path.of("run"))) {
      List<Path> pidFiles = files.filter(file -> file.toString().endsWith(".pid")).toList();
      long running = 0;
      for (Path file : pidFiles) {
        String pid = Files.readString(file).split(" ", 2)[0];
        running += Files.exists(Path.of("/proc", pid)) ? 1 : 0;
      }
      System.out.println("drained with " + running + " stores");
    } catch (IOException e) {
      System.out.println("drained without looking: " + e);
    }
  }

  static Path jar(Path folder) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeServer.class.getName());
    String name = FakeServer.class.getName().replace('.', '/') + ".class";
    Path jar = folder.resolve("server.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        var in = FakeServer.class.getResourceAsStream("FakeServer.class")) {
      if (in == null) {
        throw new IOException("the test classes are not there");
      }
      out.putNextEntry(new JarEntry(name));
      in.transferTo(out);
      out.closeEntry();
    }
    return jar;
  }
}
