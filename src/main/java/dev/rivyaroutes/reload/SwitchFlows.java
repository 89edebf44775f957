package dev.rivyaroutes.reload;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.ledger.audit.Action;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.orders.OrderRefused;
import dev.rivyaroutes.ledger.orders.RecordOrders;
import dev.rivyaroutes.ledger.version.FlowSwitch;
import dev.rivyaroutes.ledger.version.FlowSwitches;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Carries out the orders to switch a flow off and on. An order holds once it is committed: a
 * process that dies before its effect obeys it after the restart, and other replicas obey it within
 * seconds.
 */
@Component
public class SwitchFlows {

  private static final Logger LOG = LoggerFactory.getLogger(SwitchFlows.class);

  private final FlowSwitches switches;
  private final FlowStates states;
  private final ObeySwitches obey;
  private final RecordOrders orders;
  private final Clock clock;

  SwitchFlows(
      FlowSwitches switches,
      FlowStates states,
      ObeySwitches obey,
      RecordOrders orders,
      Clock clock) {
    this.switches = switches;
    this.states = states;
    this.obey = obey;
    this.orders = orders;
    this.clock = clock;
  }

  /** Whether there is a file of the flow, or an order that has switched it off. */
  public boolean isKnown(String flow) {
    return states.ofFlow(flow) != null || switches.off().containsKey(flow);
  }

  /**
   * Its sources take nothing new; its jobs and their deliveries continue.
   *
   * @throws OrderRefused if it is off already
   */
  public void switchOff(String flow, Order order) throws OrderRefused {
    Instant now = clock.instant();
    String text =
        "Flow %s is off: its sources take nothing new. Its jobs and their deliveries continue."
            .formatted(flow);
    Sql audit = order.done(Action.SWITCH_OFF_FLOW, flow, text, now);
    if (!switches.switchOff(new FlowSwitch(flow, order.by(), order.reason(), now), audit)) {
      throw orders.refusal(
          order,
          Action.SWITCH_OFF_FLOW,
          flow,
          "Flow %s is switched off by an order already.".formatted(flow));
    }
    obeyNow();
  }

  /**
   * Its sources take what is there.
   *
   * @throws OrderRefused if no order has switched it off
   */
  public void switchOn(String flow, Order order) throws OrderRefused {
    String text = "Flow %s is on: its sources take what is there.".formatted(flow);
    Sql audit = order.done(Action.SWITCH_ON_FLOW, flow, text, clock.instant());
    if (!switches.switchOn(flow, audit)) {
      throw orders.refusal(
          order,
          Action.SWITCH_ON_FLOW,
          flow,
          "Flow %s is not switched off by an order.".formatted(flow));
    }
    obeyNow();
  }

  private void obeyNow() {
    try {
      obey.obeyNow();
    } catch (RuntimeException e) {
      LOG.warn("The order is obeyed within seconds: {}", PlainWords.of(e));
    }
  }
}
