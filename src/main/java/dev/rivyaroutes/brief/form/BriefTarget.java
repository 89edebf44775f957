package dev.rivyaroutes.brief.form;

import dev.rivyaroutes.brief.flow.FlowTarget;
import dev.rivyaroutes.ledger.job.JobKind;
import org.apache.camel.Exchange;

/** The flow that a brief goes to, and the exchange with the flow's variables. */
public record BriefTarget(FlowTarget flow, Exchange exchange) {
  public boolean chat() {
    return flow.kind() == JobKind.CHAT;
  }

  /** The file that is the brief; null where the brief is not a file. */
  public FileBrief file() {
    return FileBrief.of(exchange);
  }
}
