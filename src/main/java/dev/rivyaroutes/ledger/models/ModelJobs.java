package dev.rivyaroutes.ledger.models;

import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobRows;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The jobs that are parked since their model is not available. */
@Component
public final class ModelJobs {

  /** The code of their cause. */
  public static final String CODE = "model_unavailable";

  private static final String WAITING = "state = 'parked' and code = '" + CODE + "'";

  private static final String GO_ON =
      "update job set due_at = ? where account = ? and "
          + WAITING
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

  /** How many jobs of these accounts wait for their model, by model. */
  public Map<String, Integer> countWaiting(Collection<String> accounts) {
    Map<String, Integer> waiting = new TreeMap<>();
    jdbc.query(
        "select model, count(*) as jobs from job where "
            + WAITING
            + " and account = any(?) group by model",
        row -> {
          waiting.put(row.getString("model"), row.getInt("jobs"));
        },
        JobRows.array(accounts));
    return waiting;
  }

  /**
   * Called after a job was parked for its model: lets it go on when the model has become available
   * just before, since that change looked for it too soon.
   */
  public void releaseIfAvailable(Job job, String baseUrl) {
    Instant now = clock.instant();
    Sql guard = Sql.of(GO_ON + " and id = ?", now, job.account(), now, baseUrl, job.id());
    commit.write(new Write(job.id(), guard, List.of(), wakes(List.of(job.account()), now)));
  }

  /** All jobs of the account whose model is available are due now. */
  static Sql release(String account, String baseUrl, Instant now) {
    return Sql.of(GO_ON, now, account, now, baseUrl);
  }

  static List<Write.Wake> wakes(Collection<String> accounts, Instant now) {
    List<Write.Wake> wakes = new ArrayList<>();
    for (String account : accounts) {
      wakes.add(new Write.Wake(WorkSignal.queue(Stage.SUBMIT, account), now));
      wakes.add(new Write.Wake(WorkSignal.queue(Stage.TURN, account), now));
    }
    return wakes;
  }
}
