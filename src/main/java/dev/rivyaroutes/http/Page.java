package dev.rivyaroutes.http;

import java.util.List;
import java.util.function.Function;

/**
 * A page of a search that looked for one row more than fits on it.
 *
 * @param next the id of its last row, where there are more; else null
 */
public record Page<T>(List<T> rows, String next) {

  /**
   * @param found the rows of the search, at most one more than the size
   */
  public static <T> Page<T> of(List<T> found, int size, Function<T, String> id) {
    return found.size() > size
        ? new Page<>(found.subList(0, size), id.apply(found.get(size - 1)))
        : new Page<>(found, null);
  }
}
