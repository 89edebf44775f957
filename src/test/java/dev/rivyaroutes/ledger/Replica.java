package dev.rivyaroutes.ledger;

import dev.rivyaroutes.ledger.accept.AcceptJobs;
import dev.rivyaroutes.ledger.accept.AcceptJobsOnce;
import dev.rivyaroutes.ledger.accept.AcceptReplay;
import dev.rivyaroutes.ledger.accept.IdempotentKeys;
import dev.rivyaroutes.ledger.audit.FindAudit;
import dev.rivyaroutes.ledger.bulk.BulkOrders;
import dev.rivyaroutes.ledger.bulk.BulkProperties;
import dev.rivyaroutes.ledger.bulk.FindBulkOrders;
import dev.rivyaroutes.ledger.bulk.StepBulkOrders;
import dev.rivyaroutes.ledger.chat.Conversations;
import dev.rivyaroutes.ledger.claim.BusyQueues;
import dev.rivyaroutes.ledger.claim.ClaimDeliveries;
import dev.rivyaroutes.ledger.claim.ClaimJobs;
import dev.rivyaroutes.ledger.claim.FindDueJobs;
import dev.rivyaroutes.ledger.claim.ParkJobsOfRemovedFlows;
import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.credits.AccountOrders;
import dev.rivyaroutes.ledger.credits.AccountRows;
import dev.rivyaroutes.ledger.credits.Balances;
import dev.rivyaroutes.ledger.credits.Budgets;
import dev.rivyaroutes.ledger.credits.CreditAlerts;
import dev.rivyaroutes.ledger.credits.EstimateCredits;
import dev.rivyaroutes.ledger.credits.FindCredits;
import dev.rivyaroutes.ledger.credits.ReleaseParked;
import dev.rivyaroutes.ledger.credits.ReserveCredits;
import dev.rivyaroutes.ledger.database.Heartbeats;
import dev.rivyaroutes.ledger.events.Events;
import dev.rivyaroutes.ledger.events.RotateSecrets;
import dev.rivyaroutes.ledger.events.WebhookEndpoints;
import dev.rivyaroutes.ledger.lease.Leases;
import dev.rivyaroutes.ledger.lease.RenewLeases;
import dev.rivyaroutes.ledger.meters.LedgerMeters;
import dev.rivyaroutes.ledger.models.Catalogues;
import dev.rivyaroutes.ledger.models.ModelJobs;
import dev.rivyaroutes.ledger.orders.OrderJobs;
import dev.rivyaroutes.ledger.orders.OrderMany;
import dev.rivyaroutes.ledger.orders.RecordOrders;
import dev.rivyaroutes.ledger.orders.ReplayAsNewJob;
import dev.rivyaroutes.ledger.outbox.DeliverForRestoredFlows;
import dev.rivyaroutes.ledger.outbox.FindOrphans;
import dev.rivyaroutes.ledger.outbox.Outbox;
import dev.rivyaroutes.ledger.outbox.RecordDelivery;
import dev.rivyaroutes.ledger.outbox.Sinks;
import dev.rivyaroutes.ledger.progress.RecordProgress;
import dev.rivyaroutes.ledger.progress.RecordTurn;
import dev.rivyaroutes.ledger.quarantine.Quarantine;
import dev.rivyaroutes.ledger.quarantine.ReplayQuarantined;
import dev.rivyaroutes.ledger.search.FindJobs;
import dev.rivyaroutes.ledger.source.SenderRates;
import dev.rivyaroutes.ledger.source.Sources;
import dev.rivyaroutes.ledger.upkeep.DeleteExpired;
import dev.rivyaroutes.ledger.uploads.UploadClaims;
import dev.rivyaroutes.ledger.uploads.Uploads;
import dev.rivyaroutes.ledger.version.FlowSwitches;
import dev.rivyaroutes.ledger.version.FlowVersions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import javax.sql.DataSource;
import org.apache.camel.spi.IdempotentRepository;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger as one process has it. */
public final class Replica implements AutoCloseable {
  public static final Duration LEASE = Duration.ofSeconds(30);
  public static final int MAX_CLAIMS = 3;
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Only what the model "priced" costs is known; a brief may bring its own estimate. */
  private static final EstimateCredits PRICES =
      (account, model) -> model.equals("priced") ? BigDecimal.TEN : null;

  private final JdbcTemplate jdbc;
  private TestLedger own;
  public final WorkSignal signal = new WorkSignal();
  public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Leases lease;
  final GroupCommit commit;
  public final AcceptJobs accept;
  final Budgets budgets;
  final CreditAlerts alerts;
  final ReleaseParked release;
  final ParkJobsOfRemovedFlows gone;
  public final ClaimJobs jobs;
  final FindDueJobs due;
  public final ClaimDeliveries deliveries;
  final DeliverForRestoredFlows waiting;
  final FindOrphans orphans;
  public final RecordProgress progress;
  final RecordTurn turn;
  public final Conversations conversations;
  public final RecordDelivery delivery;
  public final RenewLeases leases;
  final Uploads uploads;
  final UploadClaims uploadClaims;
  public final Catalogues catalogues;
  public final ModelJobs modelJobs;
  final Events events;
  public final AccountRows accounts;
  public final AccountOrders accountOrders;
  final FlowSwitches switches;
  public final Balances balances;
  public final FindCredits findCredits;
  public final WebhookEndpoints webhooks;
  public final RotateSecrets secrets;
  public final OrderJobs orders;
  final ReplayAsNewJob newJobs;
  public final FindAudit audit;
  public final FindBulkOrders findBulk;
  public final BulkOrders bulk;
  public final StepBulkOrders bulkSteps;
  final FlowVersions versions;
  public final Sources sources;
  public final SenderRates senders;
  public final Quarantine quarantine;
  public final ReplayQuarantined replays;
  final DeleteExpired forget;
  public final Function<String, IdempotentRepository> keys;

  /** What the queues hold now, whenever it was asked for last. */
  BusyQueues busyQueues() {
    return new BusyQueues(jdbc);
  }

  /** One process over an empty database of its own. */
  public static Replica alone(Clock clock) {
    TestLedger own = TestLedger.migrated();
    Replica replica = new Replica("one", own, new Sinks(), clock);
    replica.own = own;
    return replica;
  }

  public Replica(String owner, DataSource database, Sinks sinks, Clock clock) {
    jdbc = new JdbcTemplate(database);
    TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    Outbox outbox = new Outbox(sinks);
    lease = new Leases(owner, LEASE, MAX_CLAIMS);
    commit =
        new GroupCommit(database, signal, PATIENCE, new Heartbeats(), new LedgerMeters(meters));
    accept = new AcceptJobsOnce(commit, jdbc, outbox, clock);
    budgets = new Budgets(jdbc);
    alerts = new CreditAlerts(jdbc);
    release = new ReleaseParked(jdbc, budgets, signal, clock);
    gone = new ParkJobsOfRemovedFlows(jdbc, transaction, sinks, signal, clock);
    jobs =
        new ClaimJobs(
            jdbc,
            transaction,
            lease,
            new ReserveCredits(jdbc, budgets, PRICES),
            gone,
            signal,
            clock);
    due = new FindDueJobs(jdbc, clock);
    waiting = new DeliverForRestoredFlows(commit, jdbc, outbox, clock);
    orphans = new FindOrphans(jdbc, sinks);
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
    accountOrders = new AccountOrders(commit, jdbc, signal, clock);
    switches = new FlowSwitches(commit, jdbc);
    balances = new Balances(jdbc, clock);
    findCredits = new FindCredits(jdbc, budgets, accounts, accountOrders, balances, alerts, clock);
    webhooks = new WebhookEndpoints(commit, jdbc, lease, clock);
    secrets = new RotateSecrets(commit, jdbc, webhooks, clock);
    orders = new OrderJobs(commit, jdbc, outbox, clock);
    newJobs =
        new ReplayAsNewJob(
            new AcceptReplay(commit, jdbc, outbox, clock),
            new RecordOrders(commit, clock),
            jdbc,
            clock);
    audit = new FindAudit(jdbc);
    findBulk = new FindBulkOrders(jdbc);
    bulk = new BulkOrders(commit, findBulk, clock);
    bulkSteps =
        new StepBulkOrders(
            commit,
            jdbc,
            lease,
            new FindJobs(JdbcClient.create(database)),
            findBulk,
            new OrderMany(jdbc, outbox, clock),
            new BulkProperties(5, 20),
            clock);
    versions = new FlowVersions(commit, jdbc, lease, clock);
    sources = new Sources(commit, jdbc, lease, clock);
    senders = new SenderRates(commit, jdbc);
    quarantine = new Quarantine(commit, jdbc, clock);
    replays = new ReplayQuarantined(commit, jdbc, lease, clock);
    forget = new DeleteExpired(jdbc, transaction);
    keys = name -> new IdempotentKeys(name, commit, jdbc, lease, clock);
  }

  /** Deletes the sources and the quarantine. */
  public void clear() {
    jdbc.update("delete from source");
    jdbc.update("delete from quarantine");
  }

  @Override
  public void close() {
    commit.close();
    if (own != null) {
      own.close();
    }
  }
}
