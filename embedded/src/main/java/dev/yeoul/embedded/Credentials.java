package dev.yeoul.embedded;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Properties;

/**
 * Generated passwords and keys, kept in one file of the data directory that only its owner reads.
 */
final class Credentials {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 40;

  private final Path file;
  private final Properties values = new Properties();
  private final SecureRandom random = new SecureRandom();

  private Credentials(Path file) {
    this.file = file;
  }

  static Credentials in(Path file) throws IOException {
    Credentials credentials = new Credentials(file);
    if (Files.exists(file)) {
      credentials.values.load(new StringReader(Files.readString(file)));
    }
    return credentials;
  }

  /** The named one, made up at its first use: 40 letters and digits, so it needs no quoting. */
  synchronized String get(String name) throws IOException {
    String known = values.getProperty(name);
    if (known != null) {
      return known;
    }
    String generated =
        random
            .ints(LENGTH, 0, ALPHABET.length())
            .mapToObj(i -> String.valueOf(ALPHABET.charAt(i)))
            .reduce("", String::concat);
    values.setProperty(name, generated);
    StringBuilder text = new StringBuilder();
    values.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    PrivateFile.write(file, text.toString());
    return generated;
  }
}
