package dev.rivyaroutes.ledger.audit;

import dev.rivyaroutes.ledger.audit.AuditEntry.Outcome;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.Visibility;
import java.util.ArrayList;
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
    StringBuilder text = new StringBuilder("select * from audit where 1 = 1");
    List<Object> values = new ArrayList<>();
    add(text, values, " and id < ?", search.before());
    add(
        text,
        values,
        " and id > ?",
        search.since() == null ? null : JobRows.firstId(search.since()));
    add(text, values, " and caller = ?", search.by());
    add(text, values, " and action = ?", search.action());
    add(text, values, " and thing = ?", search.thing());
    if (Outcome.REFUSED.equals(search.outcome())) {
      text.append(" and outcome = 'refused'"); // As in the index of the few that are.
    } else {
      add(text, values, " and outcome = ?", search.outcome());
    }
    add(text, values, " and bulk_id = ?", search.bulkId());
    return new Sql(text.toString(), values)
        .and(onThing(sees))
        .and(Sql.of(" order by id desc limit ?", search.limit()))
        .query(jdbc, AuditRows::read);
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

  private static void add(StringBuilder text, List<Object> values, String condition, Object value) {
    if (value != null) {
      text.append(condition);
      values.add(value);
    }
  }
}
