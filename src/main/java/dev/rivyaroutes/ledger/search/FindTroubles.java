package dev.rivyaroutes.ledger.search;

import com.github.f4b6a3.ulid.Ulid;
import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.job.DeliveryState;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.Visibility;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Groups what went wrong by its cause, without locks; the largest group first. */
@Component
public class FindTroubles {
  private static final int MOST = 50;

  private final JdbcClient jdbc;

  public FindTroubles(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What jobs with the same cause have in common.
   *
   * @param account null for a brief that was refused
   * @param model null for a brief that was refused
   * @param trouble the trouble word; may be null
   */
  public record Group(String flow, String account, String model, String trouble, String code) {}

  /**
   * Jobs of a state with the same cause.
   *
   * @param first the id of the oldest of them
   * @param credits what they are estimated to cost together
   * @param text the cause; where there are several, one of them as an example
   */
  public record JobTroubles(
      Group group, long count, String first, BigDecimal credits, String text) {

    /** When the oldest of them arrived. */
    public Instant oldest() {
      return Ulid.getInstant(first);
    }
  }

  /**
   * Deliveries of a sink that are dead, or that failed and are tried again.
   *
   * @param oldest when the oldest of their jobs arrived
   * @param text the cause; where there are several, one of them as an example
   */
  public record SinkTroubles(
      String flow, String sink, DeliveryState state, long count, Instant oldest, String text) {}

  public List<JobTroubles> parked(Visibility sees) {
    return jobs(JobState.PARKED, "", sees);
  }

  public List<JobTroubles> failedSince(Instant since, Visibility sees) {
    return jobs(JobState.FAILED, JobRows.firstId(since), sees);
  }

  private List<JobTroubles> jobs(JobState state, String after, Visibility sees) {
    Sql query =
        Sql.of(
                "select flow, account, model, trouble, code, count(*) as jobs, min(id) as oldest,"
                    + " coalesce(sum(estimated_credits), 0) as credits,"
                    + " max(cause) as cause, min(cause) as other"
                    + " from job where state = ? and id > ?",
                state.column(),
                after)
            .and(sees.onJob())
            .and(
                Sql.of(
                    " group by flow, account, model, trouble, code order by jobs desc, oldest limit "
                        + MOST));
    return jdbc.sql(query.text())
        .params(query.values())
        .query(
            (row, n) ->
                new JobTroubles(
                    new Group(
                        row.getString("flow"),
                        row.getString("account"),
                        row.getString("model"),
                        row.getString("trouble"),
                        row.getString("code")),
                    row.getLong("jobs"),
                    row.getString("oldest"),
                    Columns.credits(row, "credits"),
                    text(row)))
        .list();
  }

  private static String text(ResultSet row) throws SQLException {
    String cause = row.getString("cause");
    return cause == null || cause.equals(row.getString("other")) ? cause : "For example: " + cause;
  }

  public List<SinkTroubles> deliveries(Visibility sees) {
    Sql query =
        Sql.of(
                "select flow, sink, state, count(*) as deliveries, min(job_id) as oldest,"
                    + " max(cause) as cause, min(cause) as other from delivery"
                    + " where state <> 'delivered' and (state = 'dead' or state = 'pending' and attempts > 0)")
            .and(sees.onFlow())
            .and(
                Sql.of(
                    " group by flow, sink, state order by deliveries desc, oldest limit " + MOST));
    return jdbc.sql(query.text())
        .params(query.values())
        .query(
            (row, n) ->
                new SinkTroubles(
                    row.getString("flow"),
                    row.getString("sink"),
                    DeliveryState.fromColumn(row.getString("state")),
                    row.getLong("deliveries"),
                    Ulid.getInstant(row.getString("oldest")),
                    text(row)))
        .list();
  }

  /** How many quarantined messages wait for a person. */
  public long quarantined(Visibility sees) {
    Sql query = Sql.of("select count(*) from quarantine where state = 'kept'").and(sees.onFlow());
    return jdbc.sql(query.text()).params(query.values()).query(Long.class).single();
  }
}
