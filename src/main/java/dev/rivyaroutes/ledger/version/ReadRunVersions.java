package dev.rivyaroutes.ledger.version;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads which texts of flow files have run last. It only queries, also on a connection that may
 * only read.
 */
public final class ReadRunVersions {

  /** A version without sinks is one whose routes could not be started. */
  private static final String LAST =
      "select v.* from flow_version v where v.sinks is not null and v.id = (select max(n.id)"
          + " from flow_version n where n.flow = v.flow and n.sinks is not null) order by v.flow";

  private final JdbcTemplate jdbc;

  public ReadRunVersions(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Of each flow the version that has run last, also of flows whose file is gone. */
  public List<FlowVersion> last() {
    return jdbc.query(LAST, FlowVersions::read);
  }

  /** The flows that a replica has reported to run. */
  public Set<String> reported() {
    Set<String> running = new TreeSet<>();
    for (String flows : jdbc.queryForList("select flows from flow_replica", String.class)) {
      FlowReplicas.parse(flows)
          .forEach(
              (flow, sha256) -> {
                if (sha256 != null && !sha256.isEmpty()) {
                  running.add(flow);
                }
              });
    }
    return running;
  }
}
