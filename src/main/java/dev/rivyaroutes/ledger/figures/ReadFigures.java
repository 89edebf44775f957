package dev.rivyaroutes.ledger.figures;

import com.github.f4b6a3.ulid.Ulid;
import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.credits.AccountOrders;
import dev.rivyaroutes.ledger.credits.AccountRows;
import dev.rivyaroutes.ledger.credits.Balances;
import dev.rivyaroutes.ledger.credits.FindCredits;
import dev.rivyaroutes.ledger.figures.Figures.CreditKey;
import dev.rivyaroutes.ledger.figures.Figures.Credits;
import dev.rivyaroutes.ledger.figures.Figures.DeliveryKey;
import dev.rivyaroutes.ledger.figures.Figures.JobKey;
import dev.rivyaroutes.ledger.figures.Figures.ParkedKey;
import dev.rivyaroutes.ledger.figures.Figures.Rows;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.meters.LabelValues;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Reads the figures with one grouped query a table. Jobs that are done are left out: they are
 * nearly all rows, and the metrics count them when they end. The id of a row has its time, so that
 * no other column is read for its age.
 */
@Component
final class ReadFigures {

  private static final String JOBS =
      "select flow, state, trouble, count(*) as n, min(id) as first from job where state in"
          + " ("
          + Stream.of(JobState.values())
              .filter(state -> state != JobState.DONE)
              .map(state -> "'" + state.column() + "'")
              .collect(Collectors.joining(", "))
          + ") group by flow, state, trouble";

  private static final String DELIVERIES =
      "select flow, sink, state, count(*) as n, min(id) as first from delivery"
          + " where state <> 'delivered' and state in ('pending', 'dead') group by flow, sink, state";

  private static final String CREDITS =
      "select account, flow, sum(reserved) as reserved,"
          + " sum(case when spent_on = ? then spent else 0 end) as spent"
          + " from spend group by account, flow";

  private final JdbcTemplate jdbc;
  private final FindCredits credits;
  private final AccountRows accounts;
  private final AccountOrders orders;
  private final Balances balances;
  private final Clock clock;
  private final LabelValues flows = new LabelValues();
  private final LabelValues sinks = new LabelValues();

  ReadFigures(
      JdbcTemplate jdbc,
      FindCredits credits,
      AccountRows accounts,
      AccountOrders orders,
      Balances balances,
      Clock clock) {
    this.jdbc = jdbc;
    this.credits = credits;
    this.accounts = accounts;
    this.orders = orders;
    this.balances = balances;
    this.clock = clock;
  }

  Figures read() {
    Map<JobKey, Rows> jobs = new HashMap<>();
    Map<ParkedKey, Long> parked = new HashMap<>();
    jdbc.query(
        JOBS,
        row -> {
          String flow = flows.of(row.getString("flow"));
          String state = row.getString("state");
          Rows rows = rows(row);
          jobs.merge(new JobKey(flow, state), rows, Rows::plus);
          if (state.equals(JobState.PARKED.column())) {
            String trouble = row.getString("trouble");
            parked.merge(
                new ParkedKey(flow, trouble == null ? LabelValues.OTHER : trouble),
                rows.count(),
                Long::sum);
          }
        });
    Map<DeliveryKey, Rows> deliveries = new HashMap<>();
    jdbc.query(
        DELIVERIES,
        row -> {
          String flow = flows.of(row.getString("flow"));
          String sink = sinks.of(row.getString("sink"));
          deliveries.merge(
              new DeliveryKey(flow, sink, row.getString("state")), rows(row), Rows::plus);
        });
    Set<String> names = credits.names();
    return new Figures(
        jobs,
        parked,
        deliveries,
        credits(names),
        balances(names),
        known(accounts.pauses().keySet(), names),
        known(orders.all().keySet(), names));
  }

  private static Rows rows(ResultSet row) throws SQLException {
    return new Rows(row.getLong("n"), Ulid.getInstant(row.getString("first")));
  }

  private Map<CreditKey, Credits> credits(Set<String> names) {
    Map<CreditKey, Credits> found = new HashMap<>();
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Sql.of(CREDITS, today)
        .query(
            jdbc,
            (row, n) ->
                found.merge(
                    new CreditKey(
                        names.contains(row.getString("account"))
                            ? row.getString("account")
                            : LabelValues.OTHER,
                        flows.of(row.getString("flow"))),
                    new Credits(
                        Columns.credits(row, "reserved").doubleValue(),
                        Columns.credits(row, "spent").doubleValue()),
                    Credits::plus));
    return found;
  }

  private Map<String, Double> balances(Set<String> names) {
    Map<String, Double> left = new TreeMap<>();
    names.forEach(
        name ->
            balances
                .latest(name)
                .ifPresent(balance -> left.put(name, balance.credits().doubleValue())));
    return left;
  }

  private static Set<String> known(Set<String> paused, Set<String> names) {
    Set<String> known = new HashSet<>(paused);
    known.retainAll(names);
    return known;
  }
}
