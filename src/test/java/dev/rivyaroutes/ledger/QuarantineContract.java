package dev.rivyaroutes.ledger;

import static dev.rivyaroutes.ledger.LedgerWorld.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.quarantine.MessageKey;
import dev.rivyaroutes.ledger.quarantine.QuarantineSearch;
import dev.rivyaroutes.ledger.quarantine.QuarantinedMessage;
import dev.rivyaroutes.ledger.quarantine.QuarantinedMessage.ReplayOrder;
import dev.rivyaroutes.ledger.quarantine.QuarantinedMessage.State;
import dev.rivyaroutes.ledger.quarantine.RawMessage;
import dev.rivyaroutes.ledger.quarantine.Refusal;
import dev.rivyaroutes.ledger.quarantine.RefusedMessage;
import dev.rivyaroutes.ledger.quarantine.ReplayQuarantined;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

interface QuarantineContract extends OnLedger {
  RawMessage RAW = new RawMessage("c".repeat(64), 12, "message/rfc822");
  Order ADA = new Order("ada", "it is ours");

  private static RefusedMessage message(String route, String id, RawMessage raw) {
    return new RefusedMessage(
        new MessageKey(route, "mail", "shop", id),
        "photos",
        "A photo " + id,
        new Refusal("refused", "The brief has no prompt. Give it one.", null),
        raw,
        START.minusSeconds(5));
  }

  private QuarantinedMessage kept(String id) {
    ledger().one.quarantine.keep(message("mails", id, RAW));
    return search(null, null, null).stream()
        .filter(found -> found.message().key().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private QuarantinedMessage ordered(String id) {
    QuarantinedMessage message = kept(id);
    assertThat(ledger().two.replays.order(message, ADA)).isTrue();
    return message;
  }

  private QuarantinedMessage now(QuarantinedMessage message) {
    return ledger().two.quarantine.find(message.id()).orElseThrow();
  }

  private List<QuarantinedMessage> search(State state, String text, String before) {
    return ledger().two.quarantine.search(new QuarantineSearch(null, state, null, text, before, 2));
  }

  @Test
  default void keepsAMessageOnceWithAllThatIsKnownOfIt() {
    RefusedMessage message = message("mails", "<1@a>\0\u00fc".repeat(500), RAW);
    List<Callable<Optional<String>>> keepers =
        Stream.of(ledger().one, ledger().two, ledger().one)
            .<Callable<Optional<String>>>map(replica -> () -> replica.quarantine.keep(message))
            .toList();
    assertThat(LedgerWorld.atOnce(keepers)).filteredOn(Optional::isPresent).hasSize(1);
    assertThat(ledger().one.quarantine.keep(message("mails", "<2@a>", null))).isPresent();
    assertThat(ledger().one.quarantine.keep(message("others", "<2@a>", null))).isPresent();

    QuarantinedMessage found = search(null, null, null).get(0);
    assertThat(found.message()).isEqualTo(message("others", "<2@a>", null));
    assertThat(found.state()).isEqualTo(State.KEPT);
    assertThat(found.quarantinedAt()).isEqualTo(START);
    assertThat(found.order()).isNull();
    assertThat(found.takenAt()).isNull();
    assertThat(ledger().count("quarantine")).isEqualTo(3);
    assertThat(ledger().two.quarantine.countByRoute())
        .containsExactly(entry("mails", 2L), entry("others", 1L));
    assertThat(ledger().two.quarantine.find("01ARZ3NDEKTSV4RRFFQ69G5FAV")).isEmpty();
    Visibility others = new Visibility(Set.of("no-such-flow"), null);
    assertThat(ledger().two.quarantine.find(found.id(), others)).isEmpty();
    assertThat(
            ledger()
                .two
                .quarantine
                .search(new QuarantineSearch(others, null, null, null, null, null, 9)))
        .isEmpty();
  }

  /** Senders may write any time into a message. */
  @Test
  default void keepsAMessageOfAnyYear() {
    for (long millis : new long[] {Long.MIN_VALUE, Long.MAX_VALUE}) {
      RefusedMessage plain = message("mails", "of " + millis, RAW);
      RefusedMessage message =
          new RefusedMessage(
              plain.key(),
              plain.flows(),
              plain.name(),
              plain.refusal(),
              plain.raw(),
              Instant.ofEpochMilli(millis));
      assertThat(ledger().one.quarantine.keep(message)).isPresent();
    }
    assertThat(search(null, null, null))
        .extracting(kept -> kept.message().receivedAt())
        .containsExactly(
            Instant.parse("9999-12-31T23:59:59.999999Z"), Instant.parse("1600-01-01T00:00:00Z"));
  }

  @Test
  default void keepsWhereAMessageIsSetAside() {
    MessageKey key = new MessageKey("drops", "s3", "photos", "photos/a.json|e1");
    RawMessage packed = new RawMessage("d".repeat(64), 9, "application/json", "gzip");
    Refusal refusal = Refusal.of("refused", "No.");
    RefusedMessage first = new RefusedMessage(key, null, "a", refusal, packed, START, "q/a.json");
    assertThat(ledger().one.quarantine.keep(first)).isPresent();
    assertThat(ledger().two.quarantine.keep(message("drops", "b", RAW))).isPresent();
    assertThat(search(null, null, null).get(1).message()).isEqualTo(first);

    RefusedMessage again = new RefusedMessage(key, null, "a", refusal, packed, START, "q/a-1.json");
    assertThat(ledger().two.quarantine.keep(again)).isEmpty();
    assertThat(search(null, null, null).get(1).message()).isEqualTo(again);
  }

  /** Keeps a message whose brief made the failed job, and orders to take it again. */
  private void orderToTakeAgain(String failed) {
    RefusedMessage refused = message("mails", "b", RAW);
    Refusal refusal = new Refusal("refused", "No.", failed);
    ledger().one.quarantine.keep(new RefusedMessage(refused.key(), null, "A", refusal, RAW, START));
    ledger().clock.forward(Duration.ofSeconds(1));
    assertThat(ledger().two.replays.order(search(null, null, null).get(0), ADA)).isTrue();
  }

  @Test
  default void linksTheRefusedJobWithThoseThatTheOrderMade() {
    String failed =
        ledger().one.accept.refuse(LedgerWorld.brief("b"), Cause.of(Trouble.BRIEF, "No.")).jobId();
    String before = ledger().one.accept.accept(List.of(LedgerWorld.brief("before"))).get(0).jobId();
    orderToTakeAgain(failed);
    String made = ledger().one.accept.accept(List.of(LedgerWorld.brief("made"))).get(0).jobId();
    List<String> known = new ArrayList<>(Collections.nCopies(1_000, before));
    known.add(made);
    QuarantinedMessage claimed = ledger().one.replays.claim("mails").orElseThrow();
    assertThat(ledger().one.replays.recordTaken(claimed, "Taken.", List.of(), known)).isTrue();

    assertThat(ledger().row(failed)).containsEntry("state", "failed");
    assertThat(ledger().row(made)).containsEntry("replay_of", failed);
    assertThat(ledger().row(before)).containsEntry("replay_of", null);
    assertThat(
            ledger()
                .jdbc
                .queryForList(
                    "select text from job_event where job_id = ? order by id",
                    String.class,
                    failed))
        .last()
        .isEqualTo("Taken.");
  }

  /** The clocks of the replicas that order and take a message differ. */
  @Test
  default void linksTheJobsThatAReplicaMadeWhoseClockIsSlow() {
    String failed =
        ledger().one.accept.refuse(LedgerWorld.brief("b"), Cause.of(Trouble.BRIEF, "No.")).jobId();
    String made = ledger().one.accept.accept(List.of(LedgerWorld.brief("made"))).get(0).jobId();
    orderToTakeAgain(failed);
    QuarantinedMessage claimed = ledger().one.replays.claim("mails").orElseThrow();
    ledger().one.replays.recordTaken(claimed, "Taken.", List.of(made), List.of());

    assertThat(ledger().row(made)).containsEntry("replay_of", failed);
  }

  @Test
  default void findsTheNewestPageByPage() {
    List.of("1", "2_", "3").forEach(id -> kept(id));

    List<QuarantinedMessage> first = search(null, null, null);
    assertThat(first).extracting(m -> m.message().key().id()).containsExactly("3", "2_");
    assertThat(search(null, null, first.get(1).id()))
        .extracting(m -> m.message().name())
        .containsExactly("A photo 1");
    assertThat(search(null, "PHOTO 2_", null)).hasSize(1);
    assertThat(search(null, "photo%", null)).isEmpty();
    assertThat(search(null, "no PROMPT", null)).hasSize(2);
    assertThat(search(State.TAKEN, null, null)).isEmpty();
    assertThat(
            ledger()
                .two
                .quarantine
                .search(new QuarantineSearch("mails", State.KEPT, "refused", null, null, 9)))
        .hasSize(3);
    assertThat(ledger().two.quarantine.search(new QuarantineSearch("x", null, null, null, null, 9)))
        .isEmpty();
  }

  @Test
  default void ordersAReplayOnceWithItsAuthorAndWakesTheSource() {
    String job =
        ledger().one.accept.refuse(LedgerWorld.brief("b"), Cause.of(Trouble.BRIEF, "No.")).jobId();
    RefusedMessage refused = message("mails", "b", RAW);
    ledger()
        .one
        .quarantine
        .keep(
            new RefusedMessage(
                refused.key(), null, "A", new Refusal("refused", "No.", job), RAW, START));
    QuarantinedMessage message = search(null, null, null).get(0);
    List<Instant> woken = new CopyOnWriteArrayList<>();
    ledger().two.signal.listen(ReplayQuarantined.queue("mails"), woken::add);

    assertThat(ledger().two.replays.order(message, ADA)).isTrue();
    assertThat(ledger().two.replays.order(message, ADA)).isFalse();

    assertThat(now(message).state()).isEqualTo(State.ORDERED);
    assertThat(now(message).order()).isEqualTo(new ReplayOrder("ada", START, "it is ours"));
    assertThat(woken).containsExactly(START);
    assertThat(ledger().jdbc.queryForList("select text from job_event order by id", String.class))
        .last()
        .isEqualTo(
            "ada ordered to take the quarantined message " + message.id() + " again (it is ours)");
    ledger().one.quarantine.keep(message("mails", "rawless", null));
    assertThat(ledger().two.replays.order(search(null, "rawless", null).get(0), ADA)).isFalse();
  }

  @Test
  default void handsAnOrderToOneReplicaAtATime() {
    QuarantinedMessage claimed = null;
    for (int round = 0; round < 10; round++) {
      ordered("a" + round);
      List<Callable<Optional<QuarantinedMessage>>> takers =
          Stream.of(ledger().one, ledger().two, ledger().one, ledger().two)
              .<Callable<Optional<QuarantinedMessage>>>map(
                  replica -> () -> replica.replays.claim("mails"))
              .toList();
      List<QuarantinedMessage> all =
          LedgerWorld.atOnce(takers).stream().flatMap(Optional::stream).toList();
      assertThat(all).hasSize(1);
      claimed = claimed == null ? all.get(0) : claimed;
    }
    assertThat(ledger().two.replays.claim("others")).isEmpty();

    ledger().clock.forward(Replica.LEASE.multipliedBy(4));
    QuarantinedMessage taken = ledger().two.replays.claim("mails").orElseThrow();
    assertThat(ledger().one.replays.recordTaken(claimed, "frozen", List.of(), List.of())).isFalse();
    assertThat(ledger().one.replays.retry(claimed, "frozen", START)).isFalse();
    assertThat(taken.id()).isEqualTo(claimed.id());
    assertThat(ledger().two.replays.recordTaken(taken, "made job J", List.of(), List.of()))
        .isTrue();
    assertThat(now(taken).state()).isEqualTo(State.TAKEN);
    assertThat(now(taken).outcome()).isEqualTo("made job J");
    assertThat(now(taken).takenAt()).isEqualTo(ledger().clock.instant());
    assertThat(ledger().two.quarantine.countByRoute()).containsExactly(entry("mails", 9L));
  }

  @Test
  default void keepsWhatWasTakenAsItIsWhenItArrivesAgain() {
    QuarantinedMessage message = ordered("a");
    ledger()
        .one
        .replays
        .recordTaken(
            ledger().one.replays.claim("mails").orElseThrow(), "made", List.of(), List.of());

    assertThat(ledger().two.quarantine.keep(message.message())).isEmpty();

    assertThat(now(message).state()).isEqualTo(State.TAKEN);
    assertThat(ledger().two.replays.order(message, ADA)).isFalse();
  }

  @Test
  default void keepsWhatIsRefusedAgainForItsNewReasonAndRetriesWhatFailed() {
    QuarantinedMessage message = ordered("a");
    QuarantinedMessage claimed = ledger().one.replays.claim("mails").orElseThrow();
    Instant later = START.plusSeconds(60);
    assertThat(ledger().one.replays.retry(claimed, "disk full", later)).isTrue();
    assertThat(now(message).outcome()).isEqualTo("disk full");
    assertThat(ledger().two.replays.claim("mails")).isEmpty();

    ledger().clock.forward(Duration.ofMinutes(1));
    QuarantinedMessage again = ledger().two.replays.claim("mails").orElseThrow();
    Refusal other = new Refusal("unhandled", "The flow ended.", "01J");
    assertThat(ledger().two.replays.recordRefused(again, other)).isTrue();

    assertThat(now(message).state()).isEqualTo(State.KEPT);
    assertThat(now(message).message().refusal()).isEqualTo(other);
    assertThat(now(message).outcome()).isEqualTo("refused again");
    assertThat(ledger().two.replays.order(message, ADA)).isTrue();
  }

  @Test
  default void expiresAfterItsLastChangeAndNeedsItsBytesUntilThen() {
    kept("a");
    ledger().clock.forward(Duration.ofDays(60));
    ordered("b");
    ledger().clock.forward(Duration.ofDays(31));
    Instant before = ledger().clock.instant().minus(Duration.ofDays(90));

    assertThat(ledger().one.forget.findNeededMedia(List.of(RAW.sha256(), "d".repeat(64)), before))
        .isEqualTo(Set.of(RAW.sha256()));
    assertThat(ledger().one.forget.deleteQuarantined(before)).isOne();
    assertThat(ledger().one.forget.deleteQuarantined(before)).isZero();
    assertThat(ledger().one.replays.claim("mails")).isPresent();
    assertThat(ledger().one.forget.deleteQuarantined(ledger().clock.instant().plusSeconds(999)))
        .isOne();
    assertThat(ledger().one.forget.findNeededMedia(List.of(RAW.sha256()), before)).isEmpty();
  }
}
