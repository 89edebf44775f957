package dev.rivyaroutes.ledger.credits;

import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.Visibility;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Sums what was spent by day, flow, account and model, over all accounts; days are in UTC. */
@Component
public class FindSpending {

  private final JdbcTemplate jdbc;
  private final Clock clock;

  public FindSpending(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * The sums of a day, a flow, an account or a model.
   *
   * @param reserved held by jobs that are not settled
   * @param refunded reserved before and not spent, since the job failed, was cancelled, or cost
   *     less; not what a job releases that goes on
   */
  public record Sum(String name, BigDecimal spent, BigDecimal reserved, BigDecimal refunded) {

    private Sum plus(Sum more) {
      return new Sum(
          name, spent.add(more.spent), reserved.add(more.reserved), refunded.add(more.refunded));
    }

    private Sum named(String other) {
      return new Sum(other, spent, reserved, refunded);
    }

    private static Sum none(String name) {
      return new Sum(name, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
    }
  }

  /** The jobs of a flow that failed. */
  public record Failed(String flow, long jobs) {}

  /**
   * What was spent since a day.
   *
   * @param days each day until today, also those on which nothing was spent
   * @param flows the flows, the most expensive first; so are accounts and models
   * @param failed by flow, of the jobs that arrived since then
   * @param rows what all these are sums of
   */
  public record Spending(
      LocalDate since,
      Sum all,
      List<Sum> days,
      List<Sum> flows,
      List<Sum> accounts,
      List<Sum> models,
      List<Failed> failed,
      List<Row> rows) {}

  record Row(String account, String flow, String model, LocalDate day, Sum sum) {}

  /** The sums of a month until today, of what the caller sees. */
  public Spending month(Visibility sees) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    LocalDate since = today.minusDays(FindCredits.DAYS - 1);
    List<Row> rows = since(since, sees);
    Map<String, Sum> byDay = sums(rows, row -> row.day().toString());
    return new Spending(
        since,
        rows.stream().map(Row::sum).reduce(Sum.none(""), Sum::plus),
        since
            .datesUntil(today.plusDays(1))
            .map(LocalDate::toString)
            .map(day -> byDay.getOrDefault(day, Sum.none(day)))
            .toList(),
        largest(rows, Row::flow),
        largest(rows, Row::account),
        largest(rows, Row::model),
        failed(since, sees),
        rows);
  }

  private List<Row> since(LocalDate day, Visibility sees) {
    return Sql.of(
            "select account, flow, model, spent_on, spent, reserved, refunded from spend"
                + " where spent_on >= ?",
            day)
        .and(sees.onFlow())
        .query(
            jdbc,
            (row, n) ->
                new Row(
                    row.getString("account"),
                    row.getString("flow"),
                    row.getString("model"),
                    Columns.day(row, "spent_on"),
                    new Sum(
                        "",
                        Columns.credits(row, "spent"),
                        Columns.credits(row, "reserved"),
                        Columns.credits(row, "refunded"))));
  }

  private List<Failed> failed(LocalDate since, Visibility sees) {
    return Sql.of(
            "select flow, count(*) as jobs from job where state = 'failed' and id > ?",
            JobRows.firstId(since.atStartOfDay(ZoneOffset.UTC).toInstant()))
        .and(sees.onFlow())
        .and(Sql.of(" group by flow order by jobs desc, flow"))
        .query(jdbc, (row, n) -> new Failed(row.getString("flow"), row.getLong("jobs")));
  }

  private static List<Sum> largest(List<Row> rows, Function<Row, String> name) {
    return sums(rows, name).values().stream()
        .sorted(Comparator.comparing(Sum::spent).reversed())
        .toList();
  }

  private static Map<String, Sum> sums(List<Row> rows, Function<Row, String> name) {
    Map<String, Sum> sums = new TreeMap<>();
    rows.forEach(row -> sums.merge(name.apply(row), row.sum().named(name.apply(row)), Sum::plus));
    return sums;
  }
}
