package dev.rivyaroutes.ledger;

import static dev.rivyaroutes.ledger.LedgerWorld.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.ledger.audit.Action;
import dev.rivyaroutes.ledger.audit.AuditEntry;
import dev.rivyaroutes.ledger.audit.AuditSearch;
import dev.rivyaroutes.ledger.audit.Author;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.orders.OrderRefused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every order is a row, with its effect or with why it was refused. */
interface AuditContract extends OnLedger {
  Author OPS = new Author("ops", "operator", "password");

  private List<AuditEntry> audit(String thing, String before, int limit) {
    return ledger()
        .two
        .audit
        .search(
            new AuditSearch(null, null, thing, null, null, null, before, limit), Visibility.ALL);
  }

  private Job failed(String sourceId) {
    Job job = ledger().submitting(sourceId);
    ledger().one.progress.recordFailed(job, Cause.of(Trouble.PERMANENT, "No."), null);
    return job;
  }

  @Test
  default void recordsAnOrderWithItsEffectAndARefusedOneWithItsReason() throws Exception {
    Job job = failed("a");
    Order order = new Order(OPS, "model mended");
    ledger().one.orders.replay(job.id(), order, null, sha256 -> true);
    assertThatThrownBy(() -> ledger().two.orders.replay(job.id(), order, null, sha256 -> true))
        .isInstanceOf(OrderRefused.class);
    assertThatThrownBy(() -> ledger().two.orders.cancel("nothing", order))
        .isInstanceOf(OrderRefused.class);

    List<AuditEntry> rows = audit(null, null, 9);
    assertThat(rows).hasSize(2);
    AuditEntry refused = rows.get(0);
    assertThat(refused.outcome().done()).isFalse();
    assertThat(refused.outcome().text()).startsWith("The job is in progress");
    AuditEntry done = rows.get(1);
    assertThat(done)
        .isEqualTo(
            new AuditEntry(
                done.id(),
                START,
                OPS,
                Action.REPLAY,
                job.id(),
                "model mended",
                new AuditEntry.Outcome(true, done.outcome().text()),
                null));
    assertThat(done.outcome().text()).startsWith("Replayed by ops (model mended). ");
    assertThat(audit(job.id(), done.id(), 9)).isEmpty();
    assertThat(audit(job.id(), null, 1)).containsExactly(refused);
    AuditSearch all = new AuditSearch(null, null, null, null, null, null, null, 9);
    Visibility ofFlow = new Visibility(Set.of(job.flow()), null);
    assertThat(ledger().two.audit.search(all, ofFlow)).containsExactly(refused, done);
    assertThat(ledger().two.audit.search(all, new Visibility(Set.of("x"), null))).isEmpty();
  }

  @Test
  default void findsOrdersByEachOfTheirValues() throws Exception {
    Job one = failed("a");
    Job two = failed("b");
    ledger().one.orders.replay(one.id(), new Order("ada", null), null, sha256 -> true);
    ledger().clock.forward(Duration.ofHours(1));
    Instant later = ledger().clock.instant();
    ledger().one.orders.replay(two.id(), new Order(OPS, null, "B1"), null, sha256 -> true);
    ledger().one.orders.cancel(two.id(), new Order(OPS, null, "B1"));

    assertThat(found(new AuditSearch("ada", null, null, null, null, null, null, 9))).isOne();
    assertThat(found(new AuditSearch(null, "cancel", null, null, null, null, null, 9))).isOne();
    assertThat(found(new AuditSearch(null, null, two.id(), "done", null, null, null, 9)))
        .isEqualTo(2);
    assertThat(found(new AuditSearch(null, null, null, "refused", null, null, null, 9))).isZero();
    assertThat(found(new AuditSearch(null, null, null, null, "B1", null, null, 9))).isEqualTo(2);
    assertThat(found(new AuditSearch(null, null, null, null, null, later, null, 9))).isEqualTo(2);
  }

  private int found(AuditSearch search) {
    return ledger().two.audit.search(search, Visibility.ALL).size();
  }

  @Test
  default void deletesOrdersAfterTheirRetention() throws Exception {
    ledger().one.orders.replay(failed("a").id(), new Order(OPS, null), null, sha256 -> true);
    ledger().clock.forward(Duration.ofDays(2));
    Instant dayAgo = ledger().clock.instant().minus(Duration.ofDays(1));
    ledger().one.orders.replay(failed("b").id(), new Order(OPS, null), null, sha256 -> true);

    assertThat(ledger().two.forget.deleteAudit(dayAgo)).isOne();

    assertThat(audit(null, null, 9)).hasSize(1);
    assertThat(ledger().two.forget.deleteAudit(dayAgo)).isZero();
  }
}
