package dev.rivyaroutes.engine.models;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.PlainDuration;
import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.engine.flow.CheckFlows;
import dev.rivyaroutes.engine.flow.UsedAccounts;
import dev.rivyaroutes.engine.task.AccountTask;
import dev.rivyaroutes.ledger.credits.ReleaseParked;
import dev.rivyaroutes.ledger.database.DatabaseAvailability;
import dev.rivyaroutes.ledger.database.LedgerUnavailable;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.models.Catalogue;
import dev.rivyaroutes.ledger.models.Catalogues;
import dev.rivyaroutes.ledger.models.ModelJobs;
import dev.rivyaroutes.rivya.model.ModelProperties;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * The steps of refresh-models and ask-models. One replica requests the models for all accounts of
 * an address; the others read them from the ledger.
 */
@Component("refreshModels")
public class RefreshModels implements AccountTask<Catalogue> {

  private static final Logger LOG = LoggerFactory.getLogger(RefreshModels.class);
  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Duration RETRY = Duration.ofMinutes(1);

  /** Before the first answer no price is known, and with a cap no job is sent. */
  private static final Duration FIRST_RETRY = Duration.ofSeconds(5);

  private final SyncModels sync;
  private final CheckFlows flows;
  private final ModelJobs jobs;
  private final ReleaseParked parked;
  private final UsedAccounts used;
  private final ModelProperties properties;
  private final DatabaseAvailability ledger;
  private final Clock clock;
  private final Set<String> checked = ConcurrentHashMap.newKeySet();

  RefreshModels(
      SyncModels sync,
      CheckFlows flows,
      ModelJobs jobs,
      ReleaseParked parked,
      UsedAccounts used,
      ModelProperties properties,
      DatabaseAvailability ledger,
      Clock clock) {
    this.sync = sync;
    this.flows = flows;
    this.jobs = jobs;
    this.parked = parked;
    this.used = used;
    this.properties = properties;
    this.ledger = ledger;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "models";
  }

  @Override
  public Duration interval() {
    return INTERVAL;
  }

  /** Reads what another replica has stored, then claims the request if it is due. */
  @Override
  public Optional<Catalogue> claim(String account) {
    try {
      if (checked.contains(account) && !sync.isWorthALook(account)) {
        return Optional.empty();
      }
      boolean changed = sync.load(account);
      if (checked.add(account) || changed) {
        apply(account);
      }
      return used.contains(account) ? sync.claim(account) : Optional.empty();
    } catch (DataAccessException | LedgerUnavailable e) {
      LOG.debug("The database is unavailable; the models of {} are read later", account, e);
      return Optional.empty();
    }
  }

  @Override
  public void put(Catalogue claimed, Exchange exchange) {
    exchange.setVariable(Variables.CATALOGUE, claimed);
  }

  /** Checks the flows of an account and releases the jobs that were parked for their price. */
  private void apply(String account) {
    flows.check(account);
    parked.releasePriced(account);
  }

  /** Stores the answer; jobs continue when their model is available again. */
  public void record(@Variable(Variables.CATALOGUE) Catalogue claimed, @Body JsonNode answer) {
    Catalogues.Changes changes = sync.compare(claimed, answer, clock.instant());
    List<String> accounts = sync.accountsOf(claimed.baseUrl());
    boolean needed = isNeeded(changes.pausedAfter(claimed), accounts);
    Duration wait = needed ? properties.refreshPaused() : properties.refresh();
    if (sync.store(claimed, changes, clock.instant().plus(wait))) {
      accounts.forEach(this::apply);
    }
  }

  /** Whether a flow uses one of the paused models, or a job is parked for one. */
  private boolean isNeeded(Set<String> paused, List<String> accounts) {
    return !paused.isEmpty()
        && (flows.use(accounts, paused) || !jobs.countWaiting(accounts, Visibility.ALL).isEmpty());
  }

  /** The last known models remain in use. */
  public void recordFailure(
      @Variable(Variables.CATALOGUE) Catalogue claimed, @ExchangeException Exception failure) {
    Duration wait = claimed.reads().fetchedAt() == null ? FIRST_RETRY : RETRY;
    String cause = PlainWords.of(failure);
    if (!cause.equals(claimed.reads().cause()) && !ledger.isPartOfOutage(failure)) {
      LOG.warn(
          "The models of {} could not be read; the next attempt is in {}: {}",
          claimed.baseUrl(),
          PlainDuration.of(wait),
          cause);
    }
    sync.recordFailure(claimed, cause, clock.instant().plus(wait));
  }
}
