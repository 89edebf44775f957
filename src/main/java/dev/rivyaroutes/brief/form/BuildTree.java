package dev.rivyaroutes.brief.form;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds the tree of a JSON or YAML document from the events of its parser. A document that is too
 * deep or has too many values is refused before the tree exhausts the memory. The parser adds the
 * position to the messages.
 */
final class BuildTree {
  static final int MOST_VALUES = 100_000;
  static final int DEEPEST = 100;

  private static final class Level {
    private final Map<String, Object> map;
    private final List<Object> list;
    private String key;

    private Level(Map<String, Object> map, List<Object> list) {
      this.map = map;
      this.list = list;
    }
  }

  private final Deque<Level> open = new ArrayDeque<>();
  private Object root;
  private boolean done;
  private int values;

  /** Whether the next text is the key of an object. */
  boolean expectsKey() {
    return !open.isEmpty() && open.peek().map != null && open.peek().key == null;
  }

  boolean isDone() {
    return done;
  }

  /** The whole tree; null also for a document without any value. */
  Object root() {
    return root;
  }

  void key(String key) throws BriefRefused {
    count();
    if (open.peek().map.containsKey(key)) {
      throw new BriefRefused("Duplicate field " + BriefText.quote(key) + ". Remove one of the two");
    }
    open.peek().key = key;
  }

  void value(Object value) throws BriefRefused {
    count();
    put(value);
  }

  void beginObject() throws BriefRefused {
    Map<String, Object> map = new LinkedHashMap<>();
    begin(map, new Level(map, null));
  }

  void beginList() throws BriefRefused {
    List<Object> list = new ArrayList<>();
    begin(list, new Level(null, list));
  }

  void end() {
    open.pop();
    done = open.isEmpty();
  }

  private void begin(Object container, Level level) throws BriefRefused {
    count();
    if (open.size() >= DEEPEST) {
      throw new BriefRefused("it is nested deeper than " + DEEPEST + " levels");
    }
    put(container);
    open.push(level);
    done = false;
  }

  private void put(Object value) {
    if (open.isEmpty()) {
      root = value;
      done = true;
    } else if (open.peek().map != null) {
      open.peek().map.put(open.peek().key, value);
      open.peek().key = null;
    } else {
      open.peek().list.add(value);
    }
  }

  private void count() throws BriefRefused {
    if (++values > MOST_VALUES) {
      throw new BriefRefused("it has more than " + MOST_VALUES + " values");
    }
  }
}
