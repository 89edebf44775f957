package dev.rivyaroutes.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The statement of a search. Each flow and state is looked up by itself, as the newest rows of one
 * range of an index, and the few rows of all of them are then sorted: so a page costs the same
 * whether the ledger holds a thousand jobs or a million. Words alone have no index: they are looked
 * for in one job after another, from the newest on.
 */
record SearchQuery(String text, Map<String, Object> values) {

  static final String COLUMNS =
      "select id, flow, kind, state, source_name, account, model, task_id, trouble, code, cause, request_id,"
          + " estimated_credits, reserved_credits, final_credits, created_at, updated_at,"
          + " finished_at from job";

  /** Behind every id. */
  private static final String LAST = "Z".repeat(26);

  private static final Pattern ULID = Pattern.compile("(?i)[0-7][0-9A-HJKMNP-TV-Z]{25}");

  /** The statement, or null when nothing can be found. */
  static SearchQuery of(JobSearch search) {
    List<String> flows = flows(search);
    if (flows != null && flows.isEmpty()) {
      return null;
    }
    Map<String, Object> values = new HashMap<>();
    String others = others(search, values);
    String limit = " fetch first " + search.limit() + " rows only";
    if (flows == null && search.status() == null) {
      return new SearchQuery(
          COLUMNS + " where 1 = 1" + others + " order by id desc" + limit, values);
    }
    values.putIfAbsent("before", LAST);
    List<String> ranges = new ArrayList<>();
    for (String state : states(search)) {
      String ofState = "'" + state + "'";
      if (flows == null) {
        ranges.add(range("state", ofState, "state = " + ofState + others, limit));
        continue;
      }
      for (int i = 0; i < flows.size(); i++) {
        values.put("flow" + i, flows.get(i));
        String flow = ":flow" + i;
        String is = "flow = " + flow + " and state = " + ofState + others;
        ranges.add(range("flow, state", flow + ", " + ofState, is, limit));
      }
    }
    String all = String.join(" union all ", ranges);
    return new SearchQuery("select * from (" + all + ") found order by id desc" + limit, values);
  }

  /**
   * The newest rows of one range of an index. The range is told twice: H2 finds it by the
   * equalities, PostgreSQL by the rows; for equalities alone it may read all newer jobs instead.
   */
  private static String range(String columns, String values, String is, String limit) {
    String row = "(" + columns + ", id)";
    String rows = " and %s > (%s, '') and %s < (%s, :before)".formatted(row, values, row, values);
    String order = " order by " + columns.replace(",", " desc,") + " desc, id desc";
    return "(" + COLUMNS + " where " + is + rows + order + limit + ")";
  }

  /** The flows to look in; null for all. */
  private static List<String> flows(JobSearch search) {
    if (search.flow() == null) {
      return search.flows() == null ? null : List.copyOf(new TreeSet<>(search.flows()));
    }
    boolean mayBeSeen = search.flows() == null || search.flows().contains(search.flow());
    return mayBeSeen ? List.of(search.flow()) : List.of();
  }

  private static List<String> states(JobSearch search) {
    return search.status() == null
        ? Stream.of(JobState.values()).map(JobState::column).toList()
        : search.states();
  }

  private static String others(JobSearch search, Map<String, Object> values) {
    String others = "";
    if (search.before() != null) {
      others += " and id < :before";
      values.put("before", search.before());
    }
    if (search.words() == null) {
      return others;
    }
    String words = search.words();
    if (ULID.matcher(words).matches()) {
      values.put("id", words.toUpperCase(Locale.ROOT));
      return others + " and id = :id";
    }
    values.put("key", SourceKey.of(words));
    values.put("words", words);
    values.put("part", "%" + escaped(words.toLowerCase(Locale.ROOT)) + "%");
    return others
        + " and (source_key = :key or task_id = :words"
        + " or lower(source_name) like :part escape '!')";
  }

  private static String escaped(String part) {
    return part.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }
}
