package dev.rivyaroutes.ledger.version;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.lease.Leases;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Which texts of flow files the replicas have in force, as each reports it. */
@Component
public class FlowReplicas {

  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final Duration KEPT = Duration.ofHours(1);

  private final GroupCommit commit;
  private final JdbcTemplate jdbc;
  private final Leases leases;
  private final Clock clock;
  private final String host = host();

  public FlowReplicas(GroupCommit commit, JdbcTemplate jdbc, Leases leases, Clock clock) {
    this.commit = commit;
    this.jdbc = jdbc;
    this.leases = leases;
    this.clock = clock;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  /**
   * Reports what this replica has in force.
   *
   * @param flows the SHA-256 of the text by flow; empty for one that does not run
   */
  public void report(Map<String, String> flows) {
    Instant now = clock.instant();
    String text = Json.PLAIN.valueToTree(flows).toString();
    String id = leases.owner();
    Sql update =
        Sql.of(
            "update flow_replica set host = ?, flows = ?, seen_at = ? where replica = ?",
            host,
            text,
            now,
            id);
    Sql forget = Sql.of("delete from flow_replica where seen_at < ?", now.minus(KEPT));
    if (!commit.write(new Write(id, update, List.of(forget), List.of()))) {
      commit.write(
          new Write(
              id,
              Sql.of(
                  "insert into flow_replica (replica, host, flows, seen_at) values (?, ?, ?, ?)",
                  id,
                  host,
                  text,
                  now)));
    }
  }

  /** This replica ends. */
  public void leave() {
    commit.write(
        new Write(
            leases.owner(), Sql.of("delete from flow_replica where replica = ?", leases.owner())));
  }

  /** The other replicas that reported within a minute. */
  public List<FlowReplica> others() {
    return Sql.of(
            "select * from flow_replica where seen_at > ? and replica <> ? order by replica",
            clock.instant().minus(FRESH),
            leases.owner())
        .query(jdbc, FlowReplicas::read);
  }

  private static FlowReplica read(ResultSet row, int n) throws SQLException {
    return new FlowReplica(
        row.getString("replica"),
        row.getString("host"),
        parse(row.getString("flows")),
        Columns.instant(row, "seen_at"));
  }

  /** The hash of the text of each flow, from the column. */
  static Map<String, String> parse(String flows) {
    try {
      return Json.PLAIN.readValue(flows, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A row of flow_replica has no JSON.", e);
    }
  }
}
