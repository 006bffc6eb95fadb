package dev.yeoul.app;

import dev.yeoul.platform.Setting;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The options of <code>serve</code>, read by hand: a command line library would cost a tenth of the
 * start-up.
 */
final class ServeOptions {
  private ServeOptions() {}

  /**
   * Reads <code>--port N</code> and <code>--role api,worker</code>, also as <code>--port=N</code>.
   *
   * @throws IllegalArgumentException saying which word is not understood
   */
  static Map<Setting, String> parse(List<String> words) {
    Map<Setting, String> options = new EnumMap<>(Setting.class);
    for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
      String word = rest.next();
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      Setting setting =
          switch (name) {
            case "--port" -> Setting.YEOUL_PORT;
            case "--role" -> Setting.YEOUL_ROLE;
            default ->
                throw new IllegalArgumentException(
                    "unknown option " + word + "; there are --port N and --role api,worker");
          };
      if (equals < 0 && !rest.hasNext()) {
        throw new IllegalArgumentException(name + " needs a value");
      }
      options.put(setting, equals < 0 ? rest.next() : word.substring(equals + 1));
    }
    return options;
  }
}
