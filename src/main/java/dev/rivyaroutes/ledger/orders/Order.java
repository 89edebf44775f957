package dev.rivyaroutes.ledger.orders;

import dev.rivyaroutes.ledger.audit.Action;
import dev.rivyaroutes.ledger.audit.AuditEntry;
import dev.rivyaroutes.ledger.audit.AuditEntry.Outcome;
import dev.rivyaroutes.ledger.audit.AuditRows;
import dev.rivyaroutes.ledger.audit.Author;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.Visibility;
import java.time.Instant;

/**
 * The author of an order, and the reason.
 *
 * @param reason the reason in the author's words; may be null
 * @param bulkId the bulk order that it is a part of; null if it is given alone
 * @param sees what the author may see; an order to anything else finds nothing
 */
public record Order(Author author, String reason, String bulkId, Visibility sees) {

  /** An order that is not given: its description has no author. */
  static final Order PREVIEW = new Order((Author) null, null);

  /** An order of somebody who may see everything. */
  public Order(Author author, String reason, String bulkId) {
    this(author, reason, bulkId, Visibility.ALL);
  }

  public Order(Author author, String reason) {
    this(author, reason, null);
  }

  /** An order of somebody of whom only the name is known. */
  public Order(String by, String reason) {
    this(new Author(by, null, null), reason);
  }

  public String by() {
    return author.name();
  }

  String describe(String done, String more) {
    if (author == null) {
      return more;
    }
    return done + " by " + by() + (reason == null ? ". " : " (" + reason + "). ") + more;
  }

  /** The row of an order that is carried out, for the transaction that does so. */
  public Sql done(Action action, String thing, String text, Instant now) {
    return row(action, thing, new Outcome(true, text), now);
  }

  /** The row of an order that is refused. */
  public Sql refused(Action action, String thing, String why, Instant now) {
    return row(action, thing, new Outcome(false, why), now);
  }

  private Sql row(Action action, String thing, Outcome outcome, Instant now) {
    String id = JobRows.newId(now);
    return AuditRows.insert(
        new AuditEntry(id, now, author, action, thing, reason, outcome, bulkId));
  }
}
