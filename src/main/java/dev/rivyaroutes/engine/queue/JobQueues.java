package dev.rivyaroutes.engine.queue;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.account.AccountGate;
import dev.rivyaroutes.account.Accounts;
import dev.rivyaroutes.engine.settle.SettleJob;
import dev.rivyaroutes.ledger.claim.BusyQueues;
import dev.rivyaroutes.ledger.claim.ClaimJobs;
import dev.rivyaroutes.ledger.claim.FindDueJobs;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.job.Job;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The jobs of each account in a stage, as work for a route. */
@Component
class JobQueues {

  private final ClaimJobs claims;
  private final FindDueJobs due;
  private final BusyQueues busy;
  private final Accounts accounts;
  private final AccountGate gate;
  private final SettleJob settle;
  private final ReferenceQueues references;

  JobQueues(
      ClaimJobs claims,
      FindDueJobs due,
      BusyQueues busy,
      Accounts accounts,
      AccountGate gate,
      SettleJob settle,
      ReferenceQueues references) {
    this.references = references;
    this.claims = claims;
    this.due = due;
    this.busy = busy;
    this.accounts = accounts;
    this.gate = gate;
    this.settle = settle;
  }

  List<WorkQueue<Job>> of(Stage stage) {
    return accounts.names().stream().map(account -> of(stage, account)).toList();
  }

  private WorkQueue<Job> of(Stage stage, String account) {
    if (stage == Stage.REFERENCE) {
      return references.of(account);
    }
    int concurrency =
        stage == Stage.FETCH
            ? accounts.get(account).downloads()
            : accounts.get(account).concurrency();
    return new WorkQueue<>() {
      @Override
      public String name() {
        return WorkSignal.queue(stage, account);
      }

      @Override
      public int concurrency() {
        return concurrency;
      }

      @Override
      public int admits() {
        return stage == Stage.FETCH ? Integer.MAX_VALUE : gate.admits(account, stage);
      }

      @Override
      public List<Job> claim(int max) {
        return claims.claim(stage, account, max);
      }

      @Override
      public boolean hasDue() {
        return busy.hasJobs(stage, account) && due.hasDue(stage, account);
      }

      @Override
      public Optional<Instant> nextDue() {
        return due.nextDue(stage, account);
      }

      @Override
      public void release(Job job) {
        claims.release(job);
      }

      @Override
      public void fill(Exchange exchange, Job job) {
        put(job, exchange);
      }

      @Override
      public void settle(Exchange exchange, Job job) {
        settle.after(exchange, stage, job);
      }
    };
  }

  /** A job as the steps of its route find it. */
  static void put(Job job, Exchange exchange) {
    exchange.setVariable(Variables.JOB, job);
    exchange.setVariable(Variables.ACCOUNT, job.account());
    exchange.setVariable("model", job.model());
    exchange.setVariable("taskId", job.taskId());
    if (job.content() != null) {
      exchange.setVariable("idempotencyKey", job.content().idempotencyKey());
    }
  }
}
