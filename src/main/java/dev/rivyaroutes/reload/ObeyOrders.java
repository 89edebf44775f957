package dev.rivyaroutes.reload;

import dev.rivyaroutes.ledger.version.FlowVersion;
import dev.rivyaroutes.ledger.version.FlowVersions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Obeys the orders that another replica recorded, to go back to a former text of a flow. */
@Component
class ObeyOrders {

  private static final Logger LOG = LoggerFactory.getLogger(ObeyOrders.class);
  private static final Duration EVERY = Duration.ofSeconds(2);

  /** Another file may have to change first. */
  private static final int MOST = 30;

  private final FlowVersions versions;
  private final TakeFlowFiles files;
  private final Clock clock;
  private final Map<String, Integer> attempts = new HashMap<>();
  private Instant next = Instant.MIN;

  ObeyOrders(FlowVersions versions, TakeFlowFiles files, Clock clock) {
    this.versions = versions;
    this.files = files;
    this.clock = clock;
  }

  /**
   * Reads the orders, at most every two seconds. One that cannot be obeyed yet is tried again; it
   * ends when its flow has a newer version.
   */
  void obey() {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(EVERY);
    List<FlowVersion> orders = versions.orders();
    attempts.keySet().retainAll(orders.stream().map(FlowVersion::id).toList());
    for (FlowVersion order : orders) {
      int before = attempts.getOrDefault(order.id(), 0);
      if (before < MOST) {
        boolean obeyed = files.obey(order);
        attempts.put(order.id(), obeyed ? MOST : before + 1);
        if (!obeyed && before + 1 == MOST) {
          LOG.error("The order to go back to version {} could not be obeyed here.", order.id());
        }
      }
    }
  }
}
