package dev.yeoul.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a reader must know about where the figures come from. */
final class Machine {
  private static final Path PROC = Path.of("/proc");

  private Machine() {}

  /** The machine and the programs, by name, in an order for people. */
  static Map<String, String> description() throws IOException, InterruptedException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("processor", field("cpuinfo", "model name"));
    facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("memory", field("meminfo", "MemTotal"));
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    facts.put("nginx", firstLine("nginx", "-v"));
    facts.put("wrk", firstLine("wrk", "-v"));
    facts.put("load before the run", Files.readString(PROC.resolve("loadavg")).strip());
    return facts;
  }

  private static String field(String file, String name) throws IOException {
    return Files.readAllLines(PROC.resolve(file)).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }

  private static String firstLine(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return output.lines().findFirst().orElse("unknown").strip();
    } catch (IOException e) {
      return "absent";
    }
  }
}
