package dev.rivyaroutes.ledger;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import javax.sql.DataSource;
import org.apache.camel.spi.IdempotentRepository;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger as one process has it. */
final class Replica implements AutoCloseable {
  static final Duration LEASE = Duration.ofSeconds(30);
  static final int MAX_CLAIMS = 3;
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Only what the model "told" costs is known; a brief may bring its own estimate. */
  private static final EstimateCredits PRICES =
      (account, model) -> model.equals("told") ? BigDecimal.TEN : null;

  final WorkSignal signal = new WorkSignal();
  final Lease lease;
  final GroupCommit commit;
  final AcceptJobs accept;
  final Budgets budgets;
  final CreditAlerts alerts;
  final ReleaseParked release;
  final GoneFlows gone;
  final ClaimJobs jobs;
  final ClaimDeliveries deliveries;
  final DeliverWaiting waiting;
  final FindStrays strays;
  final RecordProgress progress;
  final RecordTurn turn;
  final Conversations conversations;
  final RecordDelivery delivery;
  final RenewLeases leases;
  final Uploads uploads;
  final UploadClaims uploadClaims;
  final Catalogues catalogues;
  final ModelJobs modelJobs;
  final Events events;
  final AccountRows accounts;
  final WebhookEndpoints webhooks;
  final RotateSecrets secrets;
  final OrderJobs orders;
  final ForgetJobs forget;
  final NeededMedia media;
  final Function<String, IdempotentRepository> keys;

  Replica(String owner, DataSource database, Sinks sinks, Clock clock) {
    JdbcTemplate jdbc = new JdbcTemplate(database);
    TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    Outbox outbox = new Outbox(sinks);
    lease = new Lease(owner, LEASE, MAX_CLAIMS);
    commit = new GroupCommit(database, signal, PATIENCE, new Heartbeats());
    accept = new AcceptJobsOnce(commit, jdbc, outbox, clock);
    budgets = new Budgets(jdbc);
    alerts = new CreditAlerts(jdbc);
    release = new ReleaseParked(jdbc, budgets, signal, clock);
    gone = new GoneFlows(jdbc, transaction, sinks, signal, clock);
    jobs =
        new ClaimJobs(
            jdbc, transaction, lease, new ReserveCredits(jdbc, budgets, PRICES), gone, clock);
    waiting = new DeliverWaiting(commit, jdbc, outbox, clock);
    strays = new FindStrays(jdbc, sinks);
    deliveries = new ClaimDeliveries(jdbc, transaction, lease, clock);
    progress = new RecordProgress(commit, outbox, lease, clock);
    turn = new RecordTurn(commit, outbox, lease, clock);
    conversations = new Conversations(jdbc, signal, clock);
    delivery = new RecordDelivery(commit, lease, clock);
    leases = new RenewLeases(commit, jdbc, lease, clock);
    uploads = new Uploads(commit, jdbc, clock);
    uploadClaims = new UploadClaims(commit, jdbc, clock);
    catalogues = new Catalogues(commit, jdbc, lease, clock);
    modelJobs = new ModelJobs(commit, jdbc, clock);
    events = new Events(commit, jdbc, clock);
    accounts = new AccountRows(jdbc, transaction, clock);
    webhooks = new WebhookEndpoints(commit, jdbc, lease, clock);
    secrets = new RotateSecrets(commit, jdbc, webhooks, clock);
    orders = new GiveOrders(commit, jdbc, outbox, clock);
    forget = new ForgetJobs(jdbc, transaction);
    media = new NeededMedia(jdbc);
    keys = name -> new IdempotentKeys(name, commit, jdbc, lease, clock);
  }

  @Override
  public void close() {
    commit.close();
  }
}
