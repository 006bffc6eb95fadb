package dev.yeoul.catalog;

import dev.yeoul.platform.Query;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A season's number in a path.
 *
 * @param value 0 to 1,000 for seasons that can exist, else -1
 */
@Schema(type = SchemaType.INTEGER, minimum = "0", maximum = "1000", examples = "1")
record SeasonNumber(int value) {
  static final int MAX = 1_000;

  public static SeasonNumber fromString(String text) {
    return of("season_number", text);
  }

  static SeasonNumber of(String name, String text) {
    long number = Query.id(name, text);
    return new SeasonNumber(number > MAX ? -1 : (int) number);
  }
}
