package dev.rivyaroutes.ledger.version;

import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Lengths;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The flows that are switched off by order of a person, for all replicas. */
@Component
public class FlowSwitches {

  private final GroupCommit commit;
  private final JdbcTemplate jdbc;

  public FlowSwitches(GroupCommit commit, JdbcTemplate jdbc) {
    this.commit = commit;
    this.jdbc = jdbc;
  }

  /** Those that are off, by name. */
  public Map<String, FlowSwitch> off() {
    return Sql.of("select * from flow_switch")
        .query(
            jdbc,
            (row, n) ->
                new FlowSwitch(
                    row.getString("flow"),
                    row.getString("ordered_by"),
                    row.getString("reason"),
                    Columns.instant(row, "ordered_at")))
        .stream()
        .collect(Collectors.toMap(FlowSwitch::flow, off -> off));
  }

  /**
   * Switches a flow off.
   *
   * @param audit the row of the order, which is committed with it
   * @return false if it is off already; nothing is changed then
   */
  public boolean switchOff(FlowSwitch off, Sql audit) {
    Sql insert =
        Sql.of(
            "insert into flow_switch (flow, ordered_by, reason, ordered_at) values (?, ?, ?, ?)"
                + " on conflict do nothing",
            off.flow(),
            Lengths.truncate(off.by(), Lengths.CALLER),
            Cause.truncated(off.reason()),
            off.since());
    return commit.write(new Write(off.flow(), insert, List.of(audit), List.of()));
  }

  /**
   * Switches a flow on.
   *
   * @param audit the row of the order, which is committed with it
   * @return false if it is on already; nothing is changed then
   */
  public boolean switchOn(String flow, Sql audit) {
    Sql delete = Sql.of("delete from flow_switch where flow = ?", flow);
    return commit.write(new Write(flow, delete, List.of(audit), List.of()));
  }
}
