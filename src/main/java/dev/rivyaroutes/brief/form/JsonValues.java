package dev.rivyaroutes.brief.form;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks the values of a brief, whatever its format was and whoever built it: texts that every
 * system can store, exact numbers, and only what JSON can express.
 */
public final class JsonValues {

  /** The position; it becomes text only for a message, because keys may be long and values many. */
  private final Deque<Object> path = new ArrayDeque<>();

  private int values;

  private JsonValues() {}

  /**
   * A copy of the value, with text for its keys.
   *
   * @param place the name of the value in messages; empty for a whole document, whose fields have
   *     their own names
   */
  public static Object of(String place, Object value) throws BriefRefused {
    JsonValues check = new JsonValues();
    if (!place.isEmpty()) {
      check.path.add(place);
    }
    return check.plain(value);
  }

  /** The fields of a document, each with its own name in messages. */
  @SuppressWarnings("unchecked") // A map is copied as one with text for its keys.
  public static Map<String, Object> fields(Map<?, ?> document) throws BriefRefused {
    return (Map<String, Object>) of("", document);
  }

  private Object plain(Object value) throws BriefRefused {
    if (path.size() > BuildTree.DEEPEST || ++values > BuildTree.MOST_VALUES) {
      throw refused(
          "is one too many: a brief has at most %,d values and %d levels"
              .formatted(BuildTree.MOST_VALUES, BuildTree.DEEPEST));
    }
    if (value instanceof CharSequence text) {
      return text(text.toString());
    }
    if (value instanceof Number number) {
      return number(number);
    }
    if (value instanceof Map<?, ?> map) {
      return map(map);
    }
    if (value instanceof Iterable<?> list) {
      return list(list);
    }
    if (value == null || value instanceof Boolean) {
      return value;
    }
    throw refused(
        "is of a type that JSON cannot express. Give a text, a number, true, false, a list or an"
            + " object");
  }

  private String text(String text) throws BriefRefused {
    String problem = BriefText.problem(text);
    if (problem != null) {
      throw refused(problem);
    }
    return text;
  }

  private Number number(Number number) throws BriefRefused {
    try {
      return JsonNumbers.check(number);
    } catch (BriefRefused e) {
      throw refused("cannot be used: " + e.getMessage());
    }
  }

  private Map<String, Object> map(Map<?, ?> map) throws BriefRefused {
    Map<String, Object> plain = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      path.add(String.valueOf(entry.getKey()));
      String key = text((String) path.getLast());
      plain.put(key, plain(entry.getValue()));
      path.removeLast();
    }
    return plain;
  }

  private List<Object> list(Iterable<?> list) throws BriefRefused {
    List<Object> plain = new ArrayList<>();
    for (Object element : list) {
      path.add(plain.size());
      plain.add(plain(element));
      path.removeLast();
    }
    return plain;
  }

  private BriefRefused refused(String problem) {
    StringBuilder place = new StringBuilder();
    for (Object step : path) {
      if (step instanceof Integer n) {
        place.append('[').append(n).append(']');
      } else {
        String dot = place.isEmpty() ? "" : ".";
        place.append(dot).append(BriefText.shown(step).strip());
      }
    }
    return new BriefRefused((place.isEmpty() ? "A key" : place) + " " + problem + ".");
  }
}
