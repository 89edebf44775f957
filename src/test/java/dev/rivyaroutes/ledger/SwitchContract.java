package dev.rivyaroutes.ledger;

import static dev.rivyaroutes.ledger.LedgerWorld.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.ledger.audit.Action;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.version.FlowSwitch;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

interface SwitchContract extends OnLedger {

  private static Sql audit(Action action) {
    return new Order("ops", "closed").done(action, "posters", "done", START);
  }

  @Test
  default void keepsAFlowOffForAllReplicasUntilItIsSwitchedOn() {
    FlowSwitch off = new FlowSwitch("posters", "ops", "closed", START);
    List<Callable<Boolean>> orders =
        List.of(
            () -> ledger().one.switches.switchOff(off, audit(Action.SWITCH_OFF_FLOW)),
            () -> ledger().two.switches.switchOff(off, audit(Action.SWITCH_OFF_FLOW)));

    assertThat(LedgerWorld.atOnce(orders)).containsExactlyInAnyOrder(true, false);

    assertThat(ledger().two.switches.off()).containsOnlyKeys("posters").containsValue(off);
    assertThat(off.text()).isEqualTo("Flow posters was switched off by ops (closed).");
    assertThat(ledger().two.switches.switchOn("posters", audit(Action.SWITCH_ON_FLOW))).isTrue();
    assertThat(ledger().one.switches.switchOn("posters", audit(Action.SWITCH_ON_FLOW))).isFalse();
    assertThat(ledger().one.switches.off()).isEmpty();
    assertThat(ledger().jdbc.queryForList("select action from audit order by id", String.class))
        .containsExactlyInAnyOrder("switch-off-flow", "switch-on-flow");
  }
}
