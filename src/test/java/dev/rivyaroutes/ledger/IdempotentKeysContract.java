package dev.rivyaroutes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.ledger.accept.KeyInFlight;
import java.time.Duration;
import java.util.List;
import org.apache.camel.spi.IdempotentRepository;
import org.junit.jupiter.api.Test;

public interface IdempotentKeysContract extends OnLedger {

  /** True when it is claimed now, false while another claim lives; a confirmed key is neither. */
  private static boolean isMine(IdempotentRepository keys, String key) {
    try {
      assertThat(keys.add(key)).isTrue();
      return true;
    } catch (KeyInFlight e) {
      assertThat(e)
          .hasMessageContaining(key.substring(0, 1))
          .hasMessageContaining("retry this one");
      return false;
    }
  }

  @Test
  default void claimsAKeyOnceOverTwoReplicasUntilItIsRemoved() {
    var one = ledger().one.keys.apply("r");
    var two = ledger().two.keys.apply("r");
    String key = "k".repeat(5_000);
    List<Boolean> claimed =
        LedgerWorld.atOnce(
            List.of(() -> isMine(one, key), () -> isMine(two, key), () -> isMine(one, key)));
    assertThat(claimed).containsOnlyOnce(true);
    var winner = claimed.get(1) ? two : one;
    var loser = claimed.get(1) ? one : two;
    assertThat(loser.add(key + "x")).isTrue();
    assertThat(loser.contains(key)).isTrue();
    assertThat(loser.remove(key)).isFalse();
    assertThat(loser.confirm(key)).isFalse();
    assertThat(winner.remove(key)).isTrue();
    assertThat(loser.contains(key)).isFalse();
    assertThat(loser.add(key)).isTrue();
    assertThat(ledger().one.keys.apply("other").contains(key)).isFalse();
  }

  @Test
  default void endsADeadClaimWithItsLeaseAndAConfirmedKeyNever() {
    var one = ledger().one.keys.apply("r");
    var two = ledger().two.keys.apply("r");
    one.add("dead");
    one.add("done");
    assertThat(one.confirm("done")).isTrue();
    assertThat(isMine(two, "dead")).isFalse();
    ledger().leaseEnds();
    assertThat(two.add("dead")).isTrue();
    assertThat(two.add("done")).isFalse();
  }

  @Test
  default void renewsAClaimWhileItsWorkGoesOn() {
    var one = ledger().one.keys.apply("r");
    var two = ledger().two.keys.apply("r");
    one.add("long");
    for (int i = 0; i < 5; i++) {
      ledger().clock.forward(Duration.ofSeconds(20));
      ledger().one.leases.renew();
    }
    assertThat(isMine(two, "long")).isFalse();
    assertThat(one.confirm("long")).isTrue();
    assertThat(two.add("long")).isFalse();
    one.add("dropped");
    one.remove("dropped");
    ledger().one.leases.renew();
    assertThat(two.add("dropped")).isTrue();
  }

  @Test
  default void leavesAKeyToThatWhichTookItOver() {
    var one = ledger().one.keys.apply("r");
    var two = ledger().two.keys.apply("r");
    one.add("a");
    one.add("b");
    ledger().leaseEnds();
    assertThat(isMine(one, "a")).as("its own work still goes on").isFalse();
    two.add("a");
    two.add("b");
    two.confirm("b");

    ledger().one.leases.renew();
    assertThat(one.confirm("a")).isFalse();
    assertThat(one.remove("b")).isFalse();

    assertThat(two.contains("b")).isTrue();
    assertThat(two.remove("a")).isTrue();
    assertThat(one.add("a")).isTrue();
  }

  @Test
  default void freesItsClaimsAtItsEndAndAfterACrashOfTheOnlyProcess() {
    var one = ledger().one.keys.apply("r");
    var two = ledger().two.keys.apply("r");
    one.add("left");
    ledger().one.leases.releaseAll();
    assertThat(two.add("left")).isTrue();
    ledger().one.leases.takeOverAll();
    assertThat(ledger().one.keys.apply("r").add("crashed")).isTrue();
    ledger().two.leases.takeOverAll();
    assertThat(two.add("crashed")).isTrue();
  }
}
