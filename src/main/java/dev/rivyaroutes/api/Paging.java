package dev.rivyaroutes.api;

import dev.rivyaroutes.http.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The query parameters of a page; null for any value.
 *
 * @param cursor the {@code next_cursor} of the page before
 */
record Paging(String cursor, String limit) {
  private static final int DEFAULT = 50;
  private static final int MOST = 200;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");
  private static final Pattern ULID = Pattern.compile("[0-7][0-9A-HJKMNP-TV-Z]{25}");

  int size() {
    if (limit == null) {
      return DEFAULT;
    }
    int size = NUMBER.matcher(limit).matches() ? Integer.parseInt(limit) : 0;
    require(size >= 1 && size <= MOST, "limit", "a number from 1 to " + MOST);
    return size;
  }

  void requireCursor() {
    require(
        cursor == null || ULID.matcher(cursor).matches(),
        "cursor",
        "the next_cursor of the page before");
  }

  /**
   * A page as a document, with the cursor of the next page.
   *
   * @param name the name of the list in it
   * @param found the rows of the search, at most one more than fits on the page
   */
  <T> Map<String, Object> document(
      String name, List<T> found, Function<T, String> id, Function<T, ?> row) {
    Page<T> page = Page.of(found, size(), id);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put(name, page.rows().stream().map(row).toList());
    if (page.next() != null) {
      document.put("next_cursor", page.next());
    }
    return document;
  }

  static void require(boolean valid, String field, String rule) {
    if (!valid) {
      throw CheckParameters.invalid(field, "The parameter " + field + " must be " + rule + ".");
    }
  }
}
