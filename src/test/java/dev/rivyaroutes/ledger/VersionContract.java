package dev.rivyaroutes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.ledger.audit.Action;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.version.FlowVersion;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;

interface VersionContract extends OnLedger {

  private static String accept(Replica replica, String text) {
    return replica.versions.accept("posters", text, DigestUtils.sha256Hex(text));
  }

  @Test
  default void makesOneVersionOfATextThatTwoReplicasTakeAtTheSameMoment() {
    for (int n = 1; n <= 20; n++) {
      String text = "text " + n;
      List<Callable<String>> replicas =
          Stream.of(ledger().one, ledger().two)
              .<Callable<String>>map(replica -> () -> accept(replica, text))
              .toList();

      List<String> ids = LedgerWorld.atOnce(replicas);

      assertThat(new HashSet<>(ids)).hasSize(1);
      assertThat(ledger().count("flow_version")).isEqualTo(n);
    }
  }

  @Test
  default void keepsBothTextsThatTwoReplicasTakeAtTheSameMoment() {
    List<Callable<String>> replicas =
        Stream.of(ledger().one, ledger().two)
            .<Callable<String>>map(replica -> () -> accept(replica, replica.lease.owner()))
            .toList();

    List<String> ids = LedgerWorld.atOnce(replicas);

    assertThat(ledger().one.versions.newest("posters", 9))
        .extracting(FlowVersion::id)
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  /** A replica whose clock is behind would else find that an older text is the newest. */
  @Test
  default void sortsVersionsByTheirAcceptanceWhateverTheClocksOfReplicasSay() {
    accept(ledger().one, "first");
    ledger().clock.forward(Duration.ofMinutes(-5));
    String second = accept(ledger().two, "second");

    FlowVersion newest = ledger().one.versions.newest("posters").orElseThrow();
    assertThat(newest.id()).isEqualTo(second);
    assertThat(newest.text()).isEqualTo("second");
    assertThat(accept(ledger().two, "second")).isEqualTo(second);

    FlowVersion first = ledger().one.versions.newest("posters", 2).get(1);
    FlowVersion ordered =
        ledger()
            .two
            .versions
            .restore(
                first,
                new FlowVersion.Order("ops", "better", newest.sha256()),
                new Order("ops", "better")
                    .done(Action.RESTORE_FLOW, "posters", "back", ledger().clock.instant()));
    assertThat(ledger().one.versions.orders())
        .extracting(FlowVersion::id)
        .containsExactly(ordered.id());

    accept(ledger().one, "third");
    assertThat(ledger().one.versions.orders()).isEmpty();
  }
}
