package dev.rivyaroutes.ledger.audit;

import dev.rivyaroutes.ledger.audit.AuditEntry.Outcome;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.Visibility;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads recorded orders for display, without locks. */
@Component
public class FindAudit {

  private final JdbcTemplate jdbc;

  public FindAudit(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The newest orders of a search, newest first. A caller of some flows sees the orders to their
   * jobs and messages.
   */
  public List<AuditEntry> search(AuditSearch search, Visibility sees) {
    return Sql.of("select * from audit where 1 = 1")
        .andIf(" and id < ?", search.before())
        .andIf(" and id > ?", search.since() == null ? null : JobRows.firstId(search.since()))
        .andIf(" and caller = ?", search.by())
        .andIf(" and action = ?", search.action())
        .andIf(" and thing = ?", search.thing())
        .and(onOutcome(search.outcome()))
        .andIf(" and bulk_id = ?", search.bulkId())
        .and(onThing(sees))
        .and(Sql.of(" order by id desc limit ?", search.limit()))
        .query(jdbc, AuditRows::read);
  }

  private static Sql onOutcome(String outcome) {
    return Outcome.REFUSED.equals(outcome)
        ? Sql.of(" and outcome = 'refused'") // As in the index of the few that are.
        : Sql.of("").andIf(" and outcome = ?", outcome);
  }

  private static Sql onThing(Visibility sees) {
    return sees.isOfAllFlows()
        ? Sql.of("")
        : Sql.of(" and (exists (select 1 from job where job.id = thing")
            .and(sees.onFlow())
            .and(Sql.of(") or exists (select 1 from quarantine where quarantine.id = thing"))
            .and(sees.onFlow())
            .and(Sql.of("))"));
  }
}
