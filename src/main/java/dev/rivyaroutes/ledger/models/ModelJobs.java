package dev.rivyaroutes.ledger.models;

import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.Visibility;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The jobs that are parked because their model is unavailable. */
@Component
public final class ModelJobs {

  /** The code of their cause. */
  public static final String CODE = "model_unavailable";

  private static final String PARKED = "state = 'parked' and code = '" + CODE + "'";

  private static final String RELEASE =
      "update job set due_at = ? where account = ? and "
          + PARKED
          + " and stage in ('submit', 'turn') and due_at > ? and not exists"
          + " (select 1 from paused_model p where p.base_url = ? and p.model = job.model)";

  private final GroupCommit commit;
  private final JdbcTemplate jdbc;
  private final Clock clock;

  public ModelJobs(GroupCommit commit, JdbcTemplate jdbc, Clock clock) {
    this.commit = commit;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  public Map<String, Integer> countWaiting(Collection<String> accounts, Visibility sees) {
    Map<String, Integer> waiting = new TreeMap<>();
    Sql.of(
            "select model, count(*) as jobs from job where " + PARKED + " and account = any(?)",
            JobRows.array(accounts))
        .and(sees.onJob())
        .and(Sql.of(" group by model"))
        .query(jdbc, (row, n) -> waiting.put(row.getString("model"), row.getInt("jobs")));
    return waiting;
  }

  /**
   * Releases a job whose model is available. Called after the job was parked, because the model may
   * have become available just before.
   */
  public void releaseIfAvailable(Job job, String baseUrl) {
    Instant now = clock.instant();
    Sql guard = Sql.of(RELEASE + " and id = ?", now, job.account(), now, baseUrl, job.id());
    commit.write(new Write(job.id(), guard, List.of(), WorkSignal.wakeSending(job.account(), now)));
  }

  static Sql release(String account, String baseUrl, Instant now) {
    return Sql.of(RELEASE, now, account, now, baseUrl);
  }

  static List<Write.Wake> wakes(Collection<String> accounts, Instant now) {
    return accounts.stream()
        .flatMap(account -> WorkSignal.wakeSending(account, now).stream())
        .toList();
  }
}
