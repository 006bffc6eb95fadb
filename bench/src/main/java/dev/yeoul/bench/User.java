package dev.yeoul.bench;

/**
 * One that `users generate` made.
 *
 * @param token an access token
 */
public record User(long id, String token) {
  /** From a line of its output: the id, a tab, the token. */
  static User of(String line) {
    int tab = line.indexOf('\t');
    return new User(Long.parseLong(line.substring(0, tab)), line.substring(tab + 1));
  }
}
