package dev.rivyaroutes.ledger.search;

import dev.rivyaroutes.ledger.job.DeliveryState;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.Visibility;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The conditions of a search that indexes serve. */
final class IndexedConditions {
  private static final Pattern ULID = Pattern.compile("(?i)[0-7][0-9A-HJKMNP-TV-Z]{25}");

  private IndexedConditions() {}

  static String of(JobSearch search, Map<String, Object> values) {
    StringBuilder all = new StringBuilder();
    add(all, values, "before", search.before(), " and id < :before");
    if (search.sees().submitter() != null) {
      all.append(" and source = '" + Visibility.HTTP + "'");
    }
    Set<String> flows = search.flow() == null ? search.sees().flows() : null;
    add(
        all,
        values,
        "flows",
        flows == null ? null : JobRows.array(flows),
        " and flow = any(:flows)");
    add(all, values, "flow", search.flow(), " and flow = :flow");
    add(all, values, "caller", search.exact().caller(), " and caller = :caller");
    JobSearch.Range range = search.range();
    add(all, values, "since", range.since() == null ? null : range.firstId(), " and id > :since");
    if (isId(search.text())) {
      add(all, values, "id", search.text().toUpperCase(Locale.ROOT), " and id = :id");
    }
    if (isFewDeliveries(search)) {
      all.append(deliveries(search, values));
    }
    return all.toString();
  }

  static boolean isId(String words) {
    return words != null && ULID.matcher(words).matches();
  }

  /** Most deliveries are delivered; of the others an index has the few. */
  static boolean isFewDeliveries(JobSearch search) {
    String state = search.exact().deliveries();
    return state != null && !state.equals(DeliveryState.DELIVERED.column());
  }

  /** The state and the condition of the index are part of the text, so that it is used. */
  static String deliveries(JobSearch search, Map<String, Object> values) {
    String state = DeliveryState.fromColumn(search.exact().deliveries()).column();
    String sink = search.exact().sink();
    StringBuilder all =
        new StringBuilder(" and id in (select job_id from delivery where state = '");
    all.append(state).append(isFewDeliveries(search) ? "' and state <> 'delivered'" : "'");
    add(all, values, "sink", sink, " and sink = :sink");
    return all.append(")").toString();
  }

  static void add(
      StringBuilder all, Map<String, Object> values, String name, Object value, String condition) {
    if (value != null) {
      all.append(condition);
      values.put(name, value);
    }
  }
}
