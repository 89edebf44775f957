package dev.rivyaroutes.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.ledger.ReleaseParked;
import dev.rivyaroutes.rivya.ModelCatalogue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** When the model catalogue is asked for, and what becomes of the answer. */
@Component("modelRefresh")
public class ModelRefresh {

  private static final Logger LOG = LoggerFactory.getLogger(ModelRefresh.class);
  private static final Duration FRESH = Duration.ofHours(1);

  private final ModelCatalogue catalogue;
  private final CheckFlows flows;
  private final ReleaseParked parked;
  private final Clock clock;
  private final Map<String, Instant> told = new ConcurrentHashMap<>();

  ModelRefresh(ModelCatalogue catalogue, CheckFlows flows, ReleaseParked parked, Clock clock) {
    this.catalogue = catalogue;
    this.flows = flows;
    this.parked = parked;
    this.clock = clock;
  }

  /** Each hour, and each minute while there is no answer yet. */
  public boolean isDue(String account) {
    Instant last = told.get(account);
    return last == null || last.plus(FRESH).isBefore(clock.instant());
  }

  /** Takes the answer over and holds the account's flows against it. */
  public void done(String account, JsonNode answer) {
    catalogue.update(account, answer);
    told.put(account, clock.instant());
    flows.check(account);
    parked.priced(account);
  }

  /** The last catalogue stays. */
  public void failed(String account, Exception failure) {
    LOG.warn(
        "The model catalogue of account {} is not known now and is asked for again in a minute: {}",
        account,
        failure.getMessage());
  }
}
