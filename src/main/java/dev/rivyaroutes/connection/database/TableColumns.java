package dev.rivyaroutes.connection.database;

import dev.rivyaroutes.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The columns of a table or of a query, as the database names them.
 *
 * @param of the table or the query, for messages
 */
public record TableColumns(String of, List<TableColumn> all) {

  public TableColumns {
    all = List.copyOf(all);
  }

  /**
   * The column of this name, exactly or in another letter case.
   *
   * @param parameter where the name stands, for messages
   * @throws IllegalArgumentException with the nearest name
   */
  public TableColumn get(String name, String parameter) {
    Optional<TableColumn> exact = all.stream().filter(one -> one.name().equals(name)).findFirst();
    List<TableColumn> similar =
        all.stream().filter(one -> one.name().equalsIgnoreCase(name)).toList();
    if (exact.isPresent() || similar.size() == 1) {
      return exact.orElseGet(() -> similar.get(0));
    }
    List<String> names = all.stream().map(TableColumn::name).toList();
    String nearest = near(name, names);
    throw new IllegalArgumentException(
        "%s names the column %s, which %s does not have. %s"
            .formatted(
                parameter,
                name,
                of,
                nearest == null
                    ? "Its columns are " + String.join(", ", names) + "."
                    : "Did you mean " + nearest + "?"));
  }

  /** The most similar name in any letter case; null when none is similar enough. */
  static String near(String wrong, List<String> names) {
    List<String> lower = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    String nearest = Nearest.near(wrong.toLowerCase(Locale.ROOT), lower);
    return nearest == null ? null : names.get(lower.indexOf(nearest));
  }
}
