package dev.rivyaroutes.http;

import dev.rivyaroutes.ledger.version.FlowSwitch;
import java.util.Optional;

/** The answer to a call of a flow that an order has switched off. */
public final class FlowOff {

  private static final String WAIT = "60";

  private FlowOff() {}

  /** Refuses a call if an order has switched the flow off. */
  public static void refuse(Optional<FlowSwitch> ordered) {
    if (ordered.isPresent()) {
      throw of(ordered.get());
    }
  }

  /** The reason is for callers too; who ordered it is not. */
  private static Problem of(FlowSwitch off) {
    Problem problem =
        Problem.of(
                503,
                "flow-off",
                "Flow %s is switched off%s. Nothing was accepted. Send the same request again later."
                    .formatted(off.flow(), off.reason() == null ? "" : ": " + off.reason()))
            .with("flow", off.flow())
            .with("since", off.since().toString())
            .withHeader("Retry-After", WAIT);
    return off.reason() == null ? problem : problem.with("reason", off.reason());
  }
}
