package dev.rivyaroutes.engine.models;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.engine.failure.FailureWords;
import dev.rivyaroutes.engine.flow.UsedAccounts;
import dev.rivyaroutes.engine.task.AccountTask;
import dev.rivyaroutes.ledger.database.DatabaseAvailability;
import dev.rivyaroutes.ledger.database.LedgerUnavailable;
import dev.rivyaroutes.ledger.models.Catalogue;
import dev.rivyaroutes.ledger.models.Catalogues;
import dev.rivyaroutes.rivya.model.KeepModels;
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
 * The steps of refresh-models and ask-models: when Rivya is asked for its models, and what becomes
 * of the answer. One replica asks for all accounts of an address; the others read the answer in the
 * ledger.
 */
@Component("modelRefresh")
public class ModelRefresh implements AccountTask<Catalogue> {

  private static final Logger LOG = LoggerFactory.getLogger(ModelRefresh.class);
  private static final Duration AGAIN = Duration.ofMinutes(1);
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  /** Before the first answer no price is known, and under a cap nothing is sent. */
  private static final Duration FIRST = Duration.ofSeconds(5);

  private final KeepModels keep;
  private final FollowModels follow;
  private final UsedAccounts used;
  private final ModelProperties properties;
  private final DatabaseAvailability ledger;
  private final Clock clock;
  private final Set<String> looked = ConcurrentHashMap.newKeySet();

  ModelRefresh(
      KeepModels keep,
      FollowModels follow,
      UsedAccounts used,
      ModelProperties properties,
      DatabaseAvailability ledger,
      Clock clock) {
    this.ledger = ledger;
    this.keep = keep;
    this.follow = follow;
    this.used = used;
    this.properties = properties;
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

  /** Reads what another replica has kept, then claims the catalogue if it is due. */
  @Override
  public Optional<Catalogue> claim(String account) {
    try {
      boolean changed = keep.look(account);
      if (looked.add(account) || changed) {
        follow.known(account);
      }
      return used.contain(account) ? keep.claim(account) : Optional.empty();
    } catch (DataAccessException | LedgerUnavailable e) {
      LOG.debug("The ledger does not answer; the models of {} are read later", account, e);
      return Optional.empty();
    }
  }

  @Override
  public void put(Catalogue claimed, Exchange exchange) {
    exchange.setVariable(Variables.CATALOGUE, claimed);
  }

  /** Keeps the answer: jobs of models that are available again go on, those of others wait. */
  public void told(@Variable(Variables.CATALOGUE) Catalogue claimed, @Body JsonNode answer) {
    Catalogues.Changes changes = keep.compare(claimed, answer);
    List<String> accounts = keep.accountsOf(claimed.baseUrl());
    boolean waits = follow.waitFor(KeepModels.paused(claimed, changes), accounts);
    Duration wait = waits ? properties.refreshPaused() : properties.refresh();
    if (keep.keep(claimed, changes, clock.instant().plus(wait))) {
      accounts.forEach(keep::look);
      accounts.forEach(follow::known);
    }
  }

  /** The last models hold. */
  public void failed(
      @Variable(Variables.CATALOGUE) Catalogue claimed, @ExchangeException Exception failure) {
    Duration wait = claimed.fetchedAt() == null ? FIRST : AGAIN;
    String cause = FailureWords.of(failure);
    if (!cause.equals(claimed.cause()) && !ledger.isPartOfOutage(failure)) {
      LOG.warn(
          "The models of {} are not told now; Rivya is asked again in {} s: {}",
          claimed.baseUrl(),
          wait.toSeconds(),
          cause);
    }
    keep.failed(claimed, cause, clock.instant().plus(wait));
  }
}
