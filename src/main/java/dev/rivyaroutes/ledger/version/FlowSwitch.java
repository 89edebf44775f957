package dev.rivyaroutes.ledger.version;

import java.time.Instant;

/**
 * An order that has switched a flow off.
 *
 * @param reason in the words of who ordered it; may be null
 */
public record FlowSwitch(String flow, String by, String reason, Instant since) {

  /** Who switched the flow off and why, for people. */
  public String text() {
    return "Flow %s was switched off by %s%s."
        .formatted(flow, by, reason == null ? "" : " (" + reason + ")");
  }
}
