package dev.rivyaroutes.ledger.claim;

import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.job.JobRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The jobs of an account that can be claimed for a stage.
 *
 * @param flow only those of this flow; null for all
 */
record DueJobs(Stage stage, String account, String flow) {

  private static final String DUE = "stage = ? and account = ? and due_at <= ?";

  /** The condition is repeated because a row may have changed before it was locked. */
  private static final String LOCK_DUE =
      "select "
          + JobRows.COLUMNS
          + " from job where id in (select id from job where %1$s"
          + " order by stage, account, due_at, id limit ?)"
          + " and %1$s order by due_at, id for update skip locked";

  Sql lockDue(Instant now, int max) {
    List<Object> values = new ArrayList<>(List.of(stage.column(), account, now));
    if (flow != null) {
      values.add(flow);
    }
    List<Object> all = new ArrayList<>(values);
    all.add(max);
    all.addAll(values);
    return new Sql(LOCK_DUE.formatted(flow == null ? DUE : DUE + " and flow = ?"), all);
  }
}
