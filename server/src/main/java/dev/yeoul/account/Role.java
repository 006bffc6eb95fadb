package dev.yeoul.account;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a user may do. Everyone is a viewer; an admin may do what an editor may. */
public enum Role {
  /** Watches. */
  VIEWER,
  /** Changes the catalogue. */
  EDITOR,
  /** Everything. */
  ADMIN;

  /** The name in JSON, tokens, MySQL and on the command line: lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of this name, if there is one. */
  public static Optional<Role> of(String text) {
    return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
  }

  /** Reads a value of the MySQL column users.roles, such as <code>viewer,editor</code>. */
  static Set<Role> fromColumn(String column) {
    EnumSet<Role> roles = EnumSet.noneOf(Role.class);
    for (String text : column.split(",", -1)) {
      of(text).ifPresent(roles::add);
    }
    return roles;
  }

  static String toColumn(Collection<Role> roles) {
    return roles.stream().map(Role::text).collect(Collectors.joining(","));
  }
}
