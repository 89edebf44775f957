package dev.rivyaroutes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.ledger.source.SenderRates.SenderMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

interface SenderContract extends OnLedger {
  Duration HOUR = Duration.ofHours(1);

  private boolean admits(Replica replica, String source, String sender, int n, Instant at) {
    return replica.senders.admit(
        new SenderMessage(source, sender, "<%d>".formatted(n), at), 3, HOUR);
  }

  @Test
  default void countsTheMessagesOfASenderOnceOverAllReplicas() {
    Instant now = ledger().clock.instant();
    assertThat(IntStream.range(0, 3))
        .allMatch(n -> admits(n == 1 ? ledger().two : ledger().one, "shop", "Ann@a.test", n, now));

    assertThat(admits(ledger().two, "shop", "ann@A.test", 3, now.plusSeconds(60))).isFalse();
    assertThat(admits(ledger().two, "shop", "ann@a.test", 1, now.plusSeconds(60))).isTrue();
    assertThat(admits(ledger().one, "shop", "bob@a.test", 4, now)).isTrue();
    assertThat(admits(ledger().one, "desk", "ann@a.test", 4, now)).isTrue();
    assertThat(admits(ledger().one, "shop", "ann@a.test", 3, now.plus(HOUR))).isTrue();
    assertThat(ledger().count("sender_message")).isEqualTo(6);
  }

  @Test
  default void forgetsTheMessagesOfSenders() {
    Instant now = ledger().clock.instant();
    admits(ledger().one, "shop", "ann@a.test", 1, now);

    assertThat(ledger().one.forget.deleteSenderMessages(now)).isZero();
    assertThat(ledger().one.forget.deleteSenderMessages(now.plusSeconds(1))).isOne();
    assertThat(ledger().count("sender_message")).isZero();
  }
}
