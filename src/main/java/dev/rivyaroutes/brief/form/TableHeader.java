package dev.rivyaroutes.brief.form;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header row of a table.
 *
 * @param names the stripped names of its columns; empty for a column without a name, which must
 *     have no values
 */
record TableHeader(List<String> names) {
  private static final String DELIMITERS = ",;\t";

  static TableHeader of(List<String> cells) throws BriefRefused {
    List<String> names = new ArrayList<>(cells.stream().map(BriefText::strip).toList());
    while (!names.isEmpty() && names.get(names.size() - 1).isEmpty()) {
      names.remove(names.size() - 1);
    }
    if (names.isEmpty()) {
      throw new BriefRefused(
          "The manifest's header row has no names. Give every column a name, such as prompt.");
    }
    Map<String, Integer> columns = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      Integer other = name.isEmpty() ? null : columns.put(name, i + 1);
      if (other != null) {
        throw new BriefRefused(
            "The manifest's columns %s and %s are both named %s. Give every column a name of its own."
                .formatted(other, i + 1, BriefText.quote(name)));
      }
      if (name.equals("params.")) {
        throw new BriefRefused(
            "The manifest's column " + (i + 1) + " names no parameter after 'params.'.");
      }
    }
    return new TableHeader(List.copyOf(names));
  }

  /** The delimiter that a first line such as {@code sep=;} declares; null for any other line. */
  static Character declared(String line) {
    String stripped = line.replaceAll("[\\r\\n]", "");
    String plain = stripped.replace("\"", "");
    // The delimiter itself may follow, as after every cell.
    return plain.length() >= 5 && plain.regionMatches(true, 0, "sep=", 0, 4)
        ? (Character) plain.charAt(4)
        : stripped.equalsIgnoreCase("sep=\t") ? (Character) '\t' : null;
  }

  static char delimiter(String line) throws BriefRefused {
    List<Character> found = new ArrayList<>();
    List<Character> known = new ArrayList<>();
    for (char delimiter : DELIMITERS.toCharArray()) {
      SplitCells split = new SplitCells(delimiter, Integer.MAX_VALUE);
      split.add(line);
      if (split.cells().size() > 1) {
        found.add(delimiter);
        if (split.cells().stream().map(BriefText::strip).anyMatch(TableHeader::isKnown)) {
          known.add(delimiter);
        }
      }
    }
    if (found.isEmpty()) {
      return ',';
    }
    List<Character> left = found.size() == 1 ? found : known;
    if (left.size() == 1) {
      return left.get(0);
    }
    throw new BriefRefused(
        "The manifest's header has several of comma, semicolon and tab, so its delimiter"
            + " is ambiguous. Use one of them, and quote names that contain another.");
  }

  private static boolean isKnown(String name) {
    return BriefDocument.FIELDS.contains(name) || name.startsWith("params.");
  }

  /**
   * The value of each named column, blank where the row ends early.
   *
   * @throws BriefRefused when there is a value where no column is named
   */
  Map<String, String> values(List<String> cells) throws BriefRefused {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < Math.max(names.size(), cells.size()); i++) {
      String name = i < names.size() ? names.get(i) : "";
      String value = i < cells.size() ? cells.get(i) : "";
      if (!name.isEmpty()) {
        values.put(name, value);
      } else if (!BriefText.isBlank(value)) {
        throw new BriefRefused(
            "It has %s in column %s, which has no name in the header. Put values that hold the delimiter into quotes, or name the column."
                .formatted(BriefText.quote(value), i + 1));
      }
    }
    return values;
  }
}
