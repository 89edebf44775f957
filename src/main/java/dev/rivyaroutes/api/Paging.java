package dev.rivyaroutes.api;

import java.util.regex.Pattern;

/** The parameters of a page. */
final class Paging {
  private static final int DEFAULT = 50;
  private static final int MOST = 200;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");
  private static final Pattern ULID = Pattern.compile("[0-7][0-9A-HJKMNP-TV-Z]{25}");

  private Paging() {}

  /** The size of a page; null selects the default. */
  static int size(String limit) {
    if (limit == null) {
      return DEFAULT;
    }
    int size = NUMBER.matcher(limit).matches() ? Integer.parseInt(limit) : 0;
    require(size >= 1 && size <= MOST, "limit", "a number from 1 to " + MOST);
    return size;
  }

  static void requireCursor(String cursor) {
    require(
        cursor == null || ULID.matcher(cursor).matches(),
        "cursor",
        "the next_cursor of the page before");
  }

  static void require(boolean valid, String field, String rule) {
    if (!valid) {
      throw CheckParameters.invalid(field, "The parameter " + field + " must be " + rule + ".");
    }
  }
}
