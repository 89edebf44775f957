package dev.rivyaroutes.ledger;

import static dev.rivyaroutes.ledger.LedgerWorld.ACCOUNT;
import static dev.rivyaroutes.ledger.LedgerWorld.FLOW;
import static dev.rivyaroutes.ledger.LedgerWorld.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.ledger.accept.JobInput;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.credits.Cap.Scope;
import java.math.BigDecimal;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/**
 * A budget that another replica has locked delays no other jobs; the embedded ledger has no others.
 */
interface BudgetLockContract extends BudgetContract {

  @Test
  default void leavesJobsDueWhileAnotherReplicaHoldsTheirBudget() throws Exception {
    cap(Scope.ACCOUNT, ACCOUNT, 100, 0);
    String id = accept("nano", 10).get(0);
    BlockingQueue<Instant> retries = new LinkedBlockingQueue<>();
    ledger().one.signal.listen(WorkSignal.queue(Stage.SUBMIT, ACCOUNT), retries::add);

    try (Connection other = ledger().database.getConnection()) {
      other.setAutoCommit(false);
      other.createStatement().executeQuery("select name from budget for update");
      try {
        assertThat(claim()).isEmpty();
      } finally {
        other.rollback();
        other.setAutoCommit(true);
      }
    }

    assertThat(retries).singleElement().satisfies(at -> assertThat(at).isAfter(START));
    assertThat(ledger().row(id)).containsEntry("state", "accepted").containsEntry("claims", 0);
    assertThat(ledger().one.due.hasDue(Stage.SUBMIT, ACCOUNT)).isTrue();
    assertThat(claim()).containsExactly(id);
    assertThat(used(START)).isEqualTo(10);
  }

  @Test
  default void claimsTheJobsOfOtherFlowsWhileABudgetIsLocked() throws Exception {
    cap(Scope.FLOW, FLOW, 100, 0);
    accept("nano", 10);
    NewJob free =
        new NewJob(
            "no-cap",
            "s",
            "s",
            ACCOUNT,
            "nano",
            new JobInput("a cat", "{}", null, List.of()),
            BigDecimal.ONE);
    ledger().sinks.declare("no-cap");
    String id = ledger().one.accept.accept(List.of(free)).get(0).jobId();

    try (Connection other = ledger().database.getConnection()) {
      other.setAutoCommit(false);
      other.createStatement().executeQuery("select name from budget for update");
      try {
        assertThat(claim()).containsExactly(id);
      } finally {
        other.rollback();
        other.setAutoCommit(true);
      }
    }
    assertThat(claim()).hasSize(1);
  }
}
