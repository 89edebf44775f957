package dev.rivyaroutes.engine.queue;

import dev.rivyaroutes.brief.AcceptBrief;
import dev.rivyaroutes.brief.flow.FlowTarget;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Accepts the exchange's brief; when it returns, the ledger has it. */
final class AcceptProducer extends DefaultProducer {

  private final AcceptBrief acceptBrief;
  private final FlowTarget flow;

  AcceptProducer(Endpoint endpoint, AcceptBrief acceptBrief, FlowTarget flow) {
    super(endpoint);
    this.acceptBrief = acceptBrief;
    this.flow = flow;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    acceptBrief.accept(exchange, flow);
  }
}
