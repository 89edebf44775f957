package dev.rivyaroutes.ledger.outbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Counts jobs and deliveries that wait for an account, flow or sink that no longer exists. */
@Component
public final class FindOrphans {

  private final JdbcTemplate jdbc;
  private final Sinks sinks;

  public FindOrphans(JdbcTemplate jdbc, Sinks sinks) {
    this.jdbc = jdbc;
    this.sinks = sinks;
  }

  public record FlowSink(String flow, String sink) {}

  /** Jobs of accounts that are not configured, by account. */
  public Map<String, Long> countJobs(Predicate<String> configured) {
    return count("select account, count(*) from job where stage is not null group by account")
        .entrySet()
        .stream()
        .filter(entry -> !configured.test(entry.getKey()))
        .collect(TreeMap::new, (map, e) -> map.put(e.getKey(), e.getValue()), TreeMap::putAll);
  }

  /** Results that wait for their flow, by flow. */
  public Map<String, Long> countResults() {
    return count(
        "select flow, count(*) from job where state = 'delivering' and code = '"
            + Outbox.FLOW_GONE
            + "' group by flow");
  }

  /** Failures that wait for their flow, by flow. */
  public Map<String, Long> countFailures() {
    return count(
        "select flow, count(*) from job where state in ('failed', 'cancelled') and untold"
            + " group by flow");
  }

  /** Parked jobs whose flow no route file declares, by flow. */
  public Map<String, Long> countParked() {
    return count(
        "select flow, count(*) from job where state = 'parked' and code = '"
            + Outbox.FLOW_GONE
            + "' group by flow");
  }

  /** Deliveries to sinks that no flow declares. */
  public Map<FlowSink, Long> countDeliveries() {
    Map<FlowSink, Long> found = new LinkedHashMap<>();
    jdbc.query(
        "select flow, sink, count(*) from delivery where state <> 'delivered' and state = 'pending'"
            + " group by flow, sink order by flow, sink",
        row -> {
          if (!sinks.has(row.getString(1), row.getString(2))) {
            found.put(new FlowSink(row.getString(1), row.getString(2)), row.getLong(3));
          }
        });
    return found;
  }

  private Map<String, Long> count(String query) {
    Map<String, Long> found = new TreeMap<>();
    jdbc.query(
        query,
        row -> {
          found.put(row.getString(1), row.getLong(2));
        });
    return found;
  }
}
