package dev.rivyaroutes.reload;

import dev.rivyaroutes.ledger.version.FlowVersion;
import dev.rivyaroutes.ledger.version.FlowVersions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Obeys the orders that another replica recorded, to go back to a former text of a flow. */
@Component
class ObeyOrders {

  private static final Logger LOG = LoggerFactory.getLogger(ObeyOrders.class);
  private static final Duration EVERY = Duration.ofSeconds(2);

  /** What is under way in the flow may need a while to end. */
  private static final int MOST = 30;

  private final FlowVersions versions;
  private final TakeFlowFiles files;
  private final Clock clock;
  private Instant next = Instant.MIN;
  private String last = "";
  private int attempts;

  ObeyOrders(FlowVersions versions, TakeFlowFiles files, Clock clock) {
    this.versions = versions;
    this.files = files;
    this.clock = clock;
  }

  /**
   * Reads the new orders, at most every two seconds. One that cannot be obeyed yet is read again.
   */
  void obey() {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(EVERY);
    for (FlowVersion order : versions.ordersAfter(last)) {
      boolean newest =
          versions.newest(order.flow()).filter(one -> one.id().equals(order.id())).isPresent();
      if (newest && !files.obey(order) && ++attempts < MOST) {
        return;
      }
      if (attempts == MOST) {
        LOG.error("The order to go back to version {} could not be obeyed here.", order.id());
      }
      attempts = 0;
      last = order.id();
    }
  }
}
