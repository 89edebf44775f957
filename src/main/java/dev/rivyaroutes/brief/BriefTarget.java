package dev.rivyaroutes.brief;

import dev.rivyaroutes.ledger.JobKind;
import org.apache.camel.Exchange;

/** The flow's own words and defaults, and where its briefs go. */
record BriefTarget(FlowTarget flow, Exchange exchange) {
  boolean chat() {
    return flow.kind() == JobKind.CHAT;
  }

  /** The file that is the brief; null where the brief is no file. */
  FileBrief file() {
    return FileBrief.of(exchange);
  }
}
