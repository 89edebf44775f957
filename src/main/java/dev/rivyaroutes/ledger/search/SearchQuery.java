package dev.rivyaroutes.ledger.search;

import dev.rivyaroutes.ledger.job.JobState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The statement of a search. It reads each state separately, as the newest rows of a range of an
 * index, and then sorts the few rows of all states; so the cost of a page does not depend on the
 * number of jobs. What no index serves is looked for in a window: the newest jobs of these ranges.
 *
 * @param window the jobs that are read; null where an index serves the search
 */
public record SearchQuery(String text, String window, Map<String, Object> values) {

  /** How many jobs are read at once where no index serves the search. */
  static final int WINDOW = 5_000;

  static final String COLUMNS =
      "select id, flow, kind, state, source, caller, source_name, account, model, task_id, trouble,"
          + " code, cause, request_id, estimated_credits, reserved_credits, final_credits,"
          + " created_at, updated_at, finished_at, flow_version from job";

  /** With more flows, jobs are scanned from the newest on: SQLite unites 500 ranges at most. */
  private static final int MOST_FLOWS = 30;

  /** Sorts after every id. */
  private static final String LAST = "Z".repeat(26);

  /** The statement; null if nothing can be found. */
  public static SearchQuery of(JobSearch search) {
    if (!maySee(search)) {
      return null;
    }
    Map<String, Object> values = new HashMap<>();
    String indexed = IndexedConditions.of(search, values);
    String scanned = ScannedConditions.of(search, values);
    if (scanned.isEmpty()) {
      return new SearchQuery(newest(search, indexed, values, search.limit()), null, values);
    }
    String window = newest(search, indexed, values, WINDOW);
    String text =
        "select * from (%s) job where 1 = 1%s order by id desc limit %d"
            .formatted(window, scanned, search.limit());
    return new SearchQuery(text, window, values);
  }

  /** The end of the window: the id of its last job, if it is full. */
  String windowEnd() {
    return "select id from (%s) job order by id desc limit 1 offset %d"
        .formatted(window, WINDOW - 1);
  }

  private static String newest(
      JobSearch search, String conditions, Map<String, Object> values, int most) {
    String limit = " limit " + most;
    First first = first(search);
    List<String> states = search.states();
    if (first == null && states.size() == JobState.values().length) {
      return COLUMNS + " where 1 = 1" + conditions + " order by id desc" + limit;
    }
    values.putIfAbsent("before", LAST);
    values.put("after", search.range().firstId());
    List<String> ranges = new ArrayList<>();
    for (String state : states) {
      String ofState = "'" + state + "'";
      if (first == null) {
        ranges.add(range("state", ofState, "state = " + ofState + conditions, limit));
        continue;
      }
      for (int i = 0; i < first.values().size(); i++) {
        String of = ":of" + i;
        values.put("of" + i, first.values().get(i));
        ranges.add(
            range(
                first.column() + ", state",
                of + ", " + ofState,
                first.column() + " = " + of + " and state = " + ofState + conditions,
                limit));
      }
    }
    String all = String.join(" union all ", ranges);
    return "select * from (" + all + ") found order by id desc" + limit;
  }

  private static boolean maySee(JobSearch search) {
    return search.flow() == null
        ? !Set.of().equals(search.sees().flows())
        : search.sees().includes(search.flow());
  }

  /** The first column of an index, and the values that it has. */
  private record First(String column, List<String> values) {}

  /** The index to use; null for the index of states. */
  private static First first(JobSearch search) {
    String submitter = search.sees().submitter();
    if (submitter != null || search.flow() == null && search.exact().caller() != null) {
      return new First("caller", List.of(submitter != null ? submitter : search.exact().caller()));
    }
    if (search.flow() != null) {
      return new First("flow", List.of(search.flow()));
    }
    Set<String> flows = search.sees().flows();
    return flows == null || flows.size() > MOST_FLOWS
        ? null
        : new First("flow", flows.stream().sorted().toList());
  }

  /**
   * The newest rows of a range of an index. Its end is given as a row too, and once more by state:
   * with equalities alone PostgreSQL may read all newer jobs instead, because it believes to find
   * enough of them. A row as its beginning would have it read past the range.
   */
  private static String range(String columns, String values, String is, String limit) {
    String end = " and (%s, id) < (%s, :before)".formatted(columns, values);
    if (columns.contains(",")) {
      end +=
          " and (state, id) < (%s, :before)".formatted(values.substring(values.indexOf(' ') + 1));
    }
    String order = " order by " + columns.replace(",", " desc,") + " desc, id desc";
    return "select * from ("
        + COLUMNS
        + " where "
        + is
        + " and id > :after"
        + end
        + order
        + limit
        + ") range";
  }
}
