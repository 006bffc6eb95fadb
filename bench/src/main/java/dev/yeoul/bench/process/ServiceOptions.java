package dev.yeoul.bench.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * In what a service differs from the launcher's own: by default in nothing.
 *
 * @param settings environment variables, such as YEOUL_CACHE_MB
 * @param javaOptions after those of ops/jvm.options, so that they win
 * @param wrapper a command that the java command is appended to, such as one that limits its CPU;
 *     it must exec, so that the process stays the same
 */
public record ServiceOptions(
    Map<String, String> settings, List<String> javaOptions, List<String> wrapper) {
  public ServiceOptions {
    settings = Map.copyOf(settings);
    javaOptions = List.copyOf(javaOptions);
    wrapper = List.copyOf(wrapper);
  }

  public static ServiceOptions defaults() {
    return new ServiceOptions(Map.of(), List.of(), List.of());
  }

  public ServiceOptions with(String setting, String value) {
    Map<String, String> more = new LinkedHashMap<>(settings);
    more.put(setting, value);
    return new ServiceOptions(more, javaOptions, wrapper);
  }

  public ServiceOptions withJavaOption(String option) {
    List<String> more = new ArrayList<>(javaOptions);
    more.add(option);
    return new ServiceOptions(settings, more, wrapper);
  }

  public ServiceOptions withWrapper(List<String> command) {
    return new ServiceOptions(settings, javaOptions, command);
  }
}
