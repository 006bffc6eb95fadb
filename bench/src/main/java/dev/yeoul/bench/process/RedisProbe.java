package dev.yeoul.bench.process;

import dev.yeoul.embedded.EmbeddedStores;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Asks Redis what it counted and how it is set, over a plain connection of RESP2. */
public final class RedisProbe implements AutoCloseable {
  private static final Pattern CALLS =
      Pattern.compile("^cmdstat_([^:]+):calls=([0-9]+)", Pattern.MULTILINE);

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  private RedisProbe(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /** Connects to these stores' Redis. */
  public static RedisProbe of(EmbeddedStores stores) throws IOException {
    RedisProbe probe =
        new RedisProbe(new Socket(InetAddress.ofLiteral(Loopback.HOST), stores.redis().port()));
    probe.ask("AUTH", password(stores));
    return probe;
  }

  /** What the stores' Redis wants to hear first. */
  public static String password(EmbeddedStores stores) {
    return stores.environment().getOrDefault("REDIS_PASSWORD", "");
  }

  /**
   * Sends a command and answers in text; the members of an array are joined by line feeds.
   *
   * @throws IllegalStateException with Redis' own words when it refuses
   */
  public String ask(String... command) throws IOException {
    return String.join("\n", askAll(List.of(List.of(command))).getFirst());
  }

  /** Sends commands in one go; each answer is a list of texts, one text for what is no array. */
  public List<List<String>> askAll(List<List<String>> commands) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    for (List<String> command : commands) {
      request.writeBytes(ascii("*" + command.size() + "\r\n"));
      for (String word : command) {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        request.writeBytes(ascii("$" + bytes.length + "\r\n"));
        request.writeBytes(bytes);
        request.writeBytes(ascii("\r\n"));
      }
    }
    out.write(request.toByteArray());
    List<List<String>> answers = new ArrayList<>();
    for (int i = 0; i < commands.size(); i++) {
      List<String> answer = new ArrayList<>();
      read(answer);
      answers.add(answer);
    }
    return answers;
  }

  /** How often each command was called since Redis started, those of scripts included. */
  public Map<String, Long> calls() throws IOException {
    Map<String, Long> calls = new LinkedHashMap<>();
    CALLS
        .matcher(ask("INFO", "commandstats").replace("\r", ""))
        .results()
        .forEach(found -> calls.put(found.group(1), Long.valueOf(found.group(2))));
    return calls;
  }

  /** CONFIG GET of each name. */
  public Map<String, String> settings(List<String> names) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String name : names) {
      String[] pair = ask("CONFIG", "GET", name).split("\n", -1);
      settings.put(name, pair.length == 2 ? pair[1] : "");
    }
    return settings;
  }

  private void read(List<String> to) throws IOException {
    String line = line();
    String rest = line.substring(1);
    switch (line.charAt(0)) {
      case '+', ':' -> to.add(rest);
      case '-' -> throw new IllegalStateException("Redis refuses: " + rest);
      case '$' -> to.add(bulk(Integer.parseInt(rest)));
      case '*' -> {
        for (int i = 0; i < Integer.parseInt(rest); i++) {
          read(to);
        }
      }
      default -> throw new IOException("no answer of Redis: " + line);
    }
  }

  private String bulk(int length) throws IOException {
    if (length < 0) {
      return "";
    }
    String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    in.readNBytes(2);
    return text;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    while (next != '\r') {
      if (next < 0) {
        throw new IOException("Redis hung up");
      }
      line.write(next);
      next = in.read();
    }
    in.read();
    return line.toString(StandardCharsets.UTF_8);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
