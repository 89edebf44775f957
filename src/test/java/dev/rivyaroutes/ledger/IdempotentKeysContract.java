package dev.rivyaroutes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

interface IdempotentKeysContract extends OnLedger {

  @Test
  default void claimsAKeyOnceOverTwoReplicasUntilItIsRemoved() {
    var one = ledger().one.keys.apply("r");
    var two = ledger().two.keys.apply("r");
    String key = "k".repeat(5_000);
    assertThat(LedgerWorld.atOnce(List.of(() -> one.add(key), () -> two.add(key))))
        .containsExactlyInAnyOrder(true, false);
    assertThat(two.add(key + "x")).isTrue();
    assertThat(two.contains(key)).isTrue();
    assertThat(one.remove(key)).isTrue();
    assertThat(two.contains(key)).isFalse();
    assertThat(two.add(key)).isTrue();
    assertThat(ledger().one.keys.apply("other").contains(key)).isFalse();
  }

  @Test
  default void endsADeadClaimWithItsLeaseAndAConfirmedKeyNever() {
    var one = ledger().one.keys.apply("r");
    var two = ledger().two.keys.apply("r");
    one.add("dead");
    one.add("done");
    assertThat(one.confirm("done")).isTrue();
    assertThat(two.add("dead")).isFalse();
    ledger().leaseEnds();
    assertThat(two.add("dead")).isTrue();
    assertThat(two.add("done")).isFalse();
  }
}
