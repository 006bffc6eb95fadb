package dev.yeoul.recommendation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A country of ISO 3166-1, and which titles are from there: catalogues name countries freely. */
final class Country {
  /** Besides the two letters and the English name of CLDR, with which these differ. */
  private static final Map<String, List<String>> USUAL =
      Map.of(
          "CI", List.of("Ivory Coast"),
          "CZ", List.of("Czech Republic"),
          "GB", List.of("UK", "Great Britain"),
          "HK", List.of("Hong Kong"),
          "MO", List.of("Macau"),
          "PS", List.of("Palestine"),
          "TR", List.of("Turkey"),
          "US", List.of("USA"));

  private final Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  /** The one of two upper-case letters. */
  Country(String code) {
    names.add(code);
    names.add(Locale.of("", code).getDisplayCountry(Locale.ENGLISH));
    names.addAll(USUAL.getOrDefault(code, List.of()));
  }

  /** Whether it is among the title's countries. */
  boolean made(Title title) {
    return title.countries().stream().anyMatch(names::contains);
  }
}
