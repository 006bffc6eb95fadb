package dev.yeoul.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Names and values before they are checked: the environment over <code>.env</code>. */
public final class SettingsSource {
  private static final String OURS = "YEOUL_";

  /** Names that the launcher and the tests use; the service itself does not read them. */
  private static final List<String> NOT_OURS = List.of("YEOUL_MAVEN", "YEOUL_SCHEMATHESIS");

  private final Map<String, String> values;

  private SettingsSource(Map<String, String> values) {
    this.values = values;
  }

  /** Exactly these. */
  public static SettingsSource of(Map<String, String> values) {
    return new SettingsSource(Map.copyOf(values));
  }

  /**
   * The environment, and a file of <code>NAME=value</code> lines for what it lacks.
   *
   * @param file need not exist
   * @throws SettingsException for a line that is no setting, with its number
   */
  public static SettingsSource of(Map<String, String> environment, Path file) {
    Map<String, String> merged = new HashMap<>(dotEnv(file));
    merged.putAll(environment);
    return new SettingsSource(merged);
  }

  /** The same with some values replaced: command line options win. */
  public SettingsSource with(Map<String, String> options) {
    Map<String, String> merged = new HashMap<>(values);
    merged.putAll(options);
    return new SettingsSource(merged);
  }

  void refuseUnknown() {
    values.keySet().stream()
        .filter(name -> name.startsWith(OURS) && !NOT_OURS.contains(name))
        .filter(name -> Arrays.stream(Setting.values()).noneMatch(s -> s.name().equals(name)))
        .sorted()
        .findFirst()
        .ifPresent(name -> {
          throw new SettingsException(name + " is not a setting of Yeoul" + suggestion(name));
        });
  }

  String text(Setting setting) {
    String value = optional(setting);
    if (value.isEmpty()) {
      throw new SettingsException(setting + " is missing: " + setting.meaning());
    }
    return value;
  }

  String optional(Setting setting) {
    String value = values.get(setting.name());
    if (value != null && !value.isEmpty()) {
      return value;
    }
    String fallback = setting.fallback();
    return fallback == null ? "" : fallback;
  }

  int number(Setting setting, int min, int max) {
    String value = text(setting);
    try {
      int number = Integer.parseInt(value.trim());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw wrong(setting, value);
    }
    throw wrong(setting, value);
  }

  String oneOf(Setting setting, String... allowed) {
    String value = text(setting).toLowerCase(Locale.ROOT);
    if (!List.of(allowed).contains(value)) {
      throw wrong(setting, value);
    }
    return value;
  }

  private static SettingsException wrong(Setting setting, String value) {
    return new SettingsException(
        setting + " is \"" + value + "\", but must be: " + setting.meaning());
  }

  private static String suggestion(String name) {
    return Arrays.stream(Setting.values())
        .map(Setting::name)
        .filter(known -> distance(known, name) <= 3)
        .min(Comparator.comparingInt(known -> distance(known, name)))
        .map(known -> "; did you mean " + known + "?")
        .orElse("");
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitution, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }

  private static Map<String, String> dotEnv(Path file) {
    if (!Files.isRegularFile(file)) {
      return Map.of();
    }
    Map<String, String> found = new HashMap<>();
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new SettingsException(file + " can't be read: " + e.getMessage());
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int equals = line.indexOf('=');
      if (equals <= 0) {
        throw new SettingsException(file + " line " + (i + 1) + " is not NAME=value");
      }
      String name = line.substring(0, equals).replaceFirst("^export\\s+", "").strip();
      found.put(name, unquoted(line.substring(equals + 1).strip()));
    }
    return found;
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() >= 2
            && ((value.startsWith("\"") && value.endsWith("\""))
                || (value.startsWith("'") && value.endsWith("'")));
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
