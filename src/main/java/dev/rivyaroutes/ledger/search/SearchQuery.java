package dev.rivyaroutes.ledger.search;

import dev.rivyaroutes.ledger.job.JobRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The statement of a search. It reads each state separately, as the newest rows of a range of an
 * index, and then sorts the few rows of all states; so the cost of a page does not depend on the
 * number of jobs. Texts and names have no index: jobs are scanned from the newest on.
 */
public record SearchQuery(String text, Map<String, Object> values) {

  static final String COLUMNS =
      "select id, flow, kind, state, source, caller, source_name, account, model, task_id, trouble,"
          + " code, cause, request_id, estimated_credits, reserved_credits, final_credits,"
          + " created_at, updated_at, finished_at from job";

  private static final String CREDITS = "coalesce(final_credits, estimated_credits)";

  /** With more flows, jobs are scanned from the newest on: SQLite unites 500 ranges at most. */
  private static final int MOST_FLOWS = 30;

  /** Sorts after every id. */
  private static final String LAST = "Z".repeat(26);

  private static final Pattern ULID = Pattern.compile("(?i)[0-7][0-9A-HJKMNP-TV-Z]{25}");

  private static final String WORDS =
      " and (task_id = :words or lower(source_name) like :part escape '!'"
          + " or lower(caller) like :part escape '!' or exists (select 1 from job_content c"
          + " where c.job_id = job.id and (c.source_id = :words"
          + " or lower(c.client_request_id) like :part escape '!'"
          + " or lower(c.prompt) like :part escape '!')))";

  /** The statement; null if nothing can be found. */
  public static SearchQuery of(JobSearch search) {
    if (!maySee(search)) {
      return null;
    }
    Map<String, Object> values = new HashMap<>();
    String conditions = conditions(search, values);
    String limit = " limit " + search.limit();
    First first = first(search);
    if (first == null && search.status() == null) {
      return new SearchQuery(
          COLUMNS + " where 1 = 1" + conditions + " order by id desc" + limit, values);
    }
    values.putIfAbsent("before", LAST);
    values.put("after", search.range().firstId());
    List<String> ranges = new ArrayList<>();
    for (String state : search.states()) {
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
    return new SearchQuery("select * from (" + all + ") found order by id desc" + limit, values);
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
   * The newest rows of a range of an index. The range is given twice: SQLite uses the equalities
   * and PostgreSQL the row comparison, because with equalities alone it may read all newer jobs.
   */
  private static String range(String columns, String values, String is, String limit) {
    String row = "(" + columns + ", id)";
    String rows =
        " and %s > (%s, :after) and %s < (%s, :before)".formatted(row, values, row, values);
    String order = " order by " + columns.replace(",", " desc,") + " desc, id desc";
    return "select * from (" + COLUMNS + " where " + is + rows + order + limit + ") range";
  }

  private static String conditions(JobSearch search, Map<String, Object> values) {
    StringBuilder all = new StringBuilder();
    add(all, values, "before", search.before(), " and id < :before");
    if (search.sees().submitter() != null) {
      all.append(" and source = 'http'");
    }
    Set<String> flows = search.flow() == null ? search.sees().flows() : null;
    add(
        all,
        values,
        "flows",
        flows == null ? null : JobRows.array(flows),
        " and flow = any(:flows)");
    add(all, values, "flow", search.flow(), " and flow = :flow");
    JobSearch.ExactMatch exactly = search.exact();
    add(all, values, "caller", exactly.caller(), " and caller = :caller");
    add(all, values, "name", exactly.name(), " and source_name = :name");
    add(
        all,
        values,
        "conversation",
        exactly.conversation(),
        " and exists (select 1 from job_content c where c.job_id = job.id"
            + " and c.conversation_name = :conversation)");
    add(
        all,
        values,
        "deliveries",
        exactly.deliveries(),
        " and id in (select job_id from delivery where state = :deliveries"
            + ("delivered".equals(exactly.deliveries()) ? "" : " and state <> 'delivered'")
            + (exactly.sink() == null ? ")" : " and sink = :sink)"));
    if (exactly.deliveries() != null) {
      add(all, values, "sink", exactly.sink(), "");
    }
    add(all, values, "account", exactly.account(), " and account = :account");
    add(all, values, "model", exactly.model(), " and model = :model");
    add(all, values, "cause", exactly.cause(), " and (code = :cause or trouble = :cause)");
    JobSearch.Range range = search.range();
    add(all, values, "since", range.since() == null ? null : range.firstId(), " and id > :since");
    add(all, values, "least", range.least(), " and " + CREDITS + " >= :least");
    add(all, values, "most", range.most(), " and " + CREDITS + " <= :most");
    return all + (search.text() == null ? "" : words(search.text(), values));
  }

  private static void add(
      StringBuilder all, Map<String, Object> values, String name, Object value, String condition) {
    if (value != null) {
      all.append(condition);
      values.put(name, value);
    }
  }

  private static String words(String words, Map<String, Object> values) {
    if (ULID.matcher(words).matches()) {
      values.put("id", words.toUpperCase(Locale.ROOT));
      return " and id = :id";
    }
    values.put("words", words);
    values.put("part", "%" + escaped(words.toLowerCase(Locale.ROOT)) + "%");
    return WORDS;
  }

  private static String escaped(String part) {
    return part.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }
}
