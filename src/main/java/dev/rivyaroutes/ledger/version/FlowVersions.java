package dev.rivyaroutes.ledger.version;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.github.f4b6a3.ulid.UlidCreator;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Lengths;
import dev.rivyaroutes.ledger.lease.Leases;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The texts of flow files that were in force. No row is changed or deleted. */
@Component
public class FlowVersions {

  /** Another replica may keep a text at this moment: only one of both follows the newest. */
  private static final String INSERT =
      "insert into flow_version (id, flow, sha256, text, accepted_at, replica, ordered_by, reason,"
          + " instead_of, follows) select ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
          + " where not exists (select 1 from flow_version where flow = ? and follows = ?)";

  private final GroupCommit commit;
  private final JdbcTemplate jdbc;
  private final Leases leases;
  private final Clock clock;
  private final Map<String, List<VersionSink>> sinks = new ConcurrentHashMap<>();

  public FlowVersions(GroupCommit commit, JdbcTemplate jdbc, Leases leases, Clock clock) {
    this.commit = commit;
    this.jdbc = jdbc;
    this.leases = leases;
    this.clock = clock;
  }

  /**
   * Keeps a text that the file brought. When it returns, the text is committed.
   *
   * @return its id; the present one if it is the newest of its flow already
   */
  public String accept(String flow, String text, String sha256) {
    while (true) {
      Optional<FlowVersion> newest = newest(flow);
      if (newest.isPresent() && newest.get().sha256().equals(sha256)) {
        return newest.get().id();
      }
      FlowVersion next = next(newest, flow, sha256, text, null);
      if (insert(newest, next, List.of())) {
        return next.id();
      }
    }
  }

  /**
   * Keeps the order of a person to go back to a former text.
   *
   * @param audit the row of the order, which is committed with it
   */
  public FlowVersion restore(FlowVersion former, FlowVersion.Order order, Sql audit) {
    while (true) {
      Optional<FlowVersion> newest = newest(former.flow());
      FlowVersion next = next(newest, former.flow(), former.sha256(), former.text(), order);
      if (insert(newest, next, List.of(audit))) {
        return next;
      }
    }
  }

  /** Its id sorts after the newest one, also where the clock of another replica is ahead. */
  private FlowVersion next(
      Optional<FlowVersion> newest,
      String flow,
      String sha256,
      String text,
      FlowVersion.Order order) {
    Instant now = clock.instant();
    Instant after = newest.map(one -> one.acceptedAt().plusMillis(1)).orElse(now);
    Instant at = after.isAfter(now) ? after : now;
    String id = UlidCreator.getUlid(at.toEpochMilli()).toString();
    return new FlowVersion(id, flow, sha256, text, at, leases.owner(), order);
  }

  private boolean insert(Optional<FlowVersion> newest, FlowVersion next, List<Sql> followUps) {
    String flow = next.flow();
    String follows = newest.map(FlowVersion::id).orElse("");
    FlowVersion.Order order = next.order();
    Sql insert =
        Sql.of(
            INSERT,
            next.id(),
            flow,
            next.sha256(),
            next.text(),
            next.acceptedAt(),
            next.replica(),
            order == null ? null : Lengths.truncate(order.by(), Lengths.CALLER),
            order == null ? null : Cause.truncated(order.reason()),
            order == null ? null : order.insteadOf(),
            follows,
            flow,
            follows);
    return commit.write(new Write(flow, insert, followUps, List.of()));
  }

  /** Keeps which sinks a version declares, once its routes run. */
  public void recordSinks(String id, List<VersionSink> declared) {
    boolean recorded = sinks(id).isPresent();
    sinks.put(id, List.copyOf(declared));
    if (!recorded) { // At a restart they are.
      String json = Json.PLAIN.valueToTree(declared).toString();
      String update = "update flow_version set sinks = ? where id = ? and sinks is null";
      commit.write(new Write(id, Sql.of(update, json, id)));
    }
  }

  /** Empty for a version that is not known or has not run. */
  public Optional<List<VersionSink>> sinks(String id) {
    return Optional.ofNullable(sinks.computeIfAbsent(id, this::readSinks));
  }

  private List<VersionSink> readSinks(String id) {
    return Sql.of("select sinks from flow_version where id = ? and sinks is not null", id)
        .first(jdbc, (row, n) -> row.getString(1))
        .map(FlowVersions::parse)
        .orElse(null);
  }

  private static List<VersionSink> parse(String json) {
    try {
      return Json.PLAIN.readValue(json, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The ledger has sinks that are no JSON: " + json, e);
    }
  }

  public Optional<FlowVersion> newest(String flow) {
    return newest(flow, 1).stream().findFirst();
  }

  /** The newest versions of a flow, newest first. */
  public List<FlowVersion> newest(String flow, int most) {
    return Sql.of("select * from flow_version where flow = ? order by id desc limit " + most, flow)
        .query(jdbc, FlowVersions::read);
  }

  public Optional<FlowVersion> find(String id) {
    return Sql.of("select * from flow_version where id = ?", id).first(jdbc, FlowVersions::read);
  }

  /** The version of its flow that accepted a job. */
  public Optional<FlowVersion> ofJob(String job) {
    return Sql.of(
            "select v.* from flow_version v join job j on j.flow_version = v.id where j.id = ?",
            job)
        .first(jdbc, FlowVersions::read);
  }

  /** Whether a text was in force before. */
  public boolean has(String flow, String sha256) {
    return Sql.of("select 1 from flow_version where flow = ? and sha256 = ?", flow, sha256)
        .first(jdbc, (row, n) -> 1)
        .isPresent();
  }

  /** The orders that are the newest versions of their flows. */
  public List<FlowVersion> orders() {
    return Sql.of(
            "select * from flow_version v where ordered_by is not null and not exists"
                + " (select 1 from flow_version n where n.flow = v.flow and n.id > v.id)")
        .query(jdbc, FlowVersions::read);
  }

  static FlowVersion read(ResultSet row, int n) throws SQLException {
    String by = row.getString("ordered_by");
    return new FlowVersion(
        row.getString("id"),
        row.getString("flow"),
        row.getString("sha256"),
        row.getString("text"),
        Columns.instant(row, "accepted_at"),
        row.getString("replica"),
        by == null
            ? null
            : new FlowVersion.Order(by, row.getString("reason"), row.getString("instead_of")));
  }
}
