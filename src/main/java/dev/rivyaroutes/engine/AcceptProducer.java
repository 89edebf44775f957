package dev.rivyaroutes.engine;

import dev.rivyaroutes.brief.AcceptBrief;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Accepts the exchange's brief; when it returns, the ledger has it. */
final class AcceptProducer extends DefaultProducer {

  private final AcceptBrief acceptBrief;
  private final String flow;
  private final String model;
  private final String account;

  AcceptProducer(
      Endpoint endpoint, AcceptBrief acceptBrief, String flow, String model, String account) {
    super(endpoint);
    this.acceptBrief = acceptBrief;
    this.flow = flow;
    this.model = model;
    this.account = account;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    acceptBrief.accept(exchange, flow, model, account);
  }
}
