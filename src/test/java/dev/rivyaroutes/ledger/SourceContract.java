package dev.rivyaroutes.ledger;

import static dev.rivyaroutes.ledger.LedgerWorld.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.ledger.source.Backlog;
import dev.rivyaroutes.ledger.source.Source;
import dev.rivyaroutes.ledger.source.SourceClaim;
import dev.rivyaroutes.ledger.source.SourceRoute;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

interface SourceContract extends OnLedger {
  SourceRoute MAILS = new SourceRoute("photo-mails", "mail", "shop/INBOX", Duration.ofMinutes(1));

  private SourceClaim claimed(Replica replica) {
    replica.sources.register(MAILS);
    return replica.sources.claim(MAILS).orElseThrow();
  }

  private Source row() {
    assertThat(ledger().two.sources.all()).hasSize(1);
    return ledger().two.sources.all().get(0);
  }

  @Test
  default void lendsASourceToOneReplicaAtATime() {
    List<Callable<Optional<SourceClaim>>> takers =
        Stream.of(ledger().one, ledger().two)
            .<Callable<Optional<SourceClaim>>>map(
                replica ->
                    () -> {
                      replica.sources.register(MAILS);
                      return replica.sources.claim(MAILS);
                    })
            .toList();

    assertThat(LedgerWorld.atOnce(takers).stream().flatMap(Optional::stream)).hasSize(1);
    assertThat(ledger().count("source")).isOne();
  }

  @Test
  default void keepsASourceWhileItsProcessLivesAndRefusesWhatAFrozenOneWrites() {
    SourceClaim first = claimed(ledger().one);
    ledger().one.sources.recordPosition(first, "7:1");
    ledger().clock.forward(Replica.LEASE.minusSeconds(1));
    ledger().one.leases.renew();
    ledger().clock.forward(Replica.LEASE.minusSeconds(1));
    assertThat(ledger().two.sources.claim(MAILS)).isEmpty();

    ledger().leaseEnds();
    SourceClaim second = claimed(ledger().two);

    assertThat(second.position()).isEqualTo("7:1");
    assertThat(ledger().one.sources.recordPosition(first, "7:2")).isFalse();
    assertThat(ledger().one.sources.recordPolled(first, Backlog.EMPTY)).isFalse();
    assertThat(ledger().one.sources.recordFailed(first, "frozen")).isFalse();
    ledger().one.leases.renew();
    ledger().one.sources.release(first);
    assertThat(ledger().one.sources.renew(first)).isFalse();
    assertThat(row().position()).isEqualTo("7:1");
    assertThat(row().owner()).isEqualTo("two");
    assertThat(ledger().two.sources.recordPosition(second, "7:3")).isTrue();
    assertThat(ledger().two.sources.renew(second)).isTrue();
  }

  @Test
  default void releasesASourceAtOnceAtAnOrderlyStop() {
    SourceClaim first = claimed(ledger().one);
    ledger().one.sources.release(first);
    claimed(ledger().two);
    ledger().two.leases.releaseAll();

    assertThat(row().owner()).isNull();
    assertThat(ledger().one.sources.claim(MAILS)).isPresent();
    ledger().one.leases.takeOverAll();
    assertThat(ledger().two.sources.claim(MAILS)).isPresent();
  }

  @Test
  default void recordsSinceWhenPollsFailUntilOneDoesNot() {
    SourceClaim claim = claimed(ledger().one);
    ledger().one.sources.recordPolled(claim, new Backlog(2L, START.minusSeconds(60)));
    ledger().clock.forward(Duration.ofMinutes(1));
    ledger().one.sources.recordFailed(claim, "refused");
    ledger().clock.forward(Duration.ofMinutes(1));
    ledger().one.sources.recordFailed(claim, "no answer");

    assertThat(row().polledAt()).isEqualTo(START);
    assertThat(row().failedSince()).isEqualTo(START.plusSeconds(60));
    assertThat(row().failures()).isEqualTo(2);
    assertThat(row().cause()).isEqualTo("no answer");
    assertThat(row().backlog()).isEqualTo(new Backlog(2L, START.minusSeconds(60)));

    ledger().one.sources.recordPolled(claim, Backlog.UNKNOWN);

    assertThat(row().polledAt()).isEqualTo(START.plusSeconds(120));
    assertThat(row().failedSince()).isNull();
    assertThat(row().failures()).isZero();
    assertThat(row().cause()).isNull();
    assertThat(row().backlog()).isEqualTo(Backlog.UNKNOWN);
  }

  @Test
  default void takesReportsOfEveryReplicaForASourceThatAllPoll() {
    SourceRoute folder = new SourceRoute("drop", "folder", "/in", Duration.ofSeconds(1));
    ledger().one.sources.register(folder);
    ledger().two.sources.register(folder);
    ledger().one.sources.recordFailed(folder, "disk");
    ledger().two.sources.recordFailed(folder, "disk");
    assertThat(row().failures()).isEqualTo(2);

    ledger().two.sources.recordPolled(folder, Backlog.EMPTY);

    assertThat(row().failures()).isZero();
    assertThat(row().owner()).isNull();
    assertThat(row().route()).isEqualTo(folder);
  }

  @Test
  default void keepsAPositionForEachAddressWhateverTheDelay() {
    SourceClaim claim = claimed(ledger().one);
    ledger().one.sources.recordPosition(claim, "7:9");
    SourceRoute slower = new SourceRoute("photo-mails", "mail", "shop/INBOX", Duration.ofHours(1));
    ledger().one.sources.register(slower);
    assertThat(row().route()).isEqualTo(slower);
    assertThat(row().position()).isEqualTo("7:9");
    assertThat(ledger().one.sources.renew(claim)).isTrue();

    SourceRoute other = new SourceRoute("photo-mails", "mail", "shop/Photos", Duration.ofHours(1));
    ledger().two.sources.register(other);

    assertThat(row().position()).isNull();
    assertThat(ledger().one.sources.recordPosition(claim, "7:10")).isFalse();
    assertThat(ledger().one.sources.claim(MAILS)).isEmpty();
    SourceClaim there = ledger().two.sources.claim(other).orElseThrow();
    assertThat(there.position()).isNull();
    ledger().two.sources.recordPosition(there, "3:1");

    ledger().one.sources.register(MAILS);
    assertThat(ledger().one.sources.claim(MAILS).orElseThrow().position()).isEqualTo("7:9");
    ledger().two.sources.register(other);
    assertThat(ledger().two.sources.claim(other).orElseThrow().position()).isEqualTo("3:1");
  }
}
