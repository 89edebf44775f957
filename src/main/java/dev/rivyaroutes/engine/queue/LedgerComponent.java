package dev.rivyaroutes.engine.queue;

import dev.rivyaroutes.brief.AcceptBrief;
import dev.rivyaroutes.engine.flow.Flows;
import dev.rivyaroutes.ledger.outbox.Sinks;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.springframework.stereotype.Component;

/**
 * The ledger in routes. {@code ledger:submit}, {@code turn}, {@code reference}, {@code poll} and
 * {@code fetch} pass on the jobs of all accounts that are due in that stage, and {@code
 * ledger:<task>} the recurring tasks of all accounts. {@code ledger:deliver} passes on the
 * deliveries of one sink. {@code ledger:accept} takes in briefs.
 */
@Component("ledger")
public class LedgerComponent extends DefaultComponent {

  private final WorkConsumers consumers;
  private final Flows flows;
  private final Sinks sinks;
  private final AcceptBrief accept;

  LedgerComponent(WorkConsumers consumers, Flows flows, Sinks sinks, AcceptBrief accept) {
    this.consumers = consumers;
    this.flows = flows;
    this.sinks = sinks;
    this.accept = accept;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    LedgerEndpoint endpoint =
        new LedgerEndpoint(uri, this, remaining, consumers, flows, sinks, accept);
    setProperties(endpoint, parameters);
    return endpoint;
  }
}
