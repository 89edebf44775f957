package dev.rivyaroutes.ledger.quarantine;

import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.Lengths;
import dev.rivyaroutes.ledger.job.Visibility;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Keeps messages that make no job, and finds them. */
@Component
public final class Quarantine {

  private static final String INSERT =
      "insert into quarantine (id, message_key, route, flow, source, caller, source_id, name, code,"
          + " reason, job_id, sha256, size, content_type, encoding, set_aside, received_at,"
          + " quarantined_at, state, due_at, version) select ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
          + " ?, ?, ?, ?, 'kept', ?, 0"
          + " where not exists (select 1 from quarantine where message_key = ?)";

  /** A file that is refused once more may be set aside under another name. */
  private static final String SET_ASIDE =
      "update quarantine set set_aside = ? where message_key = ?";

  private static final int FLOWS = 1_000;
  private static final int CODE = 100;
  private static final int CONTENT_TYPE = 200;

  private final GroupCommit commit;
  private final JdbcTemplate jdbc;
  private final Clock clock;

  public Quarantine(GroupCommit commit, JdbcTemplate jdbc, Clock clock) {
    this.commit = commit;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Keeps a message. The media store must have its bytes already, and its source is acknowledged
   * only afterwards. A message that the quarantine has, or that was taken again, stays as it is;
   * only the place where it is set aside is replaced.
   *
   * @return its id if it is new
   */
  public Optional<String> keep(RefusedMessage message) {
    Instant now = clock.instant();
    String id = JobRows.newId(now);
    MessageKey key = message.key();
    Refusal refusal = message.refusal();
    RawMessage raw = message.raw();
    Sql insert =
        Sql.of(
            INSERT,
            id,
            key.hash(),
            key.route(),
            Lengths.truncate(message.flows(), FLOWS),
            Lengths.truncateStart(key.source(), Lengths.SOURCE),
            Lengths.truncateStart(key.caller(), Lengths.CALLER),
            stored(key.id(), Lengths.TEXT),
            stored(message.name(), Lengths.SOURCE_NAME),
            Lengths.truncate(refusal.code(), CODE),
            Cause.truncated(refusal.reason()),
            refusal.jobId(),
            raw == null ? null : raw.sha256(),
            raw == null ? null : raw.size(),
            raw == null ? null : Lengths.truncate(raw.contentType(), CONTENT_TYPE),
            raw == null ? null : Lengths.truncate(raw.encoding(), CONTENT_TYPE),
            message.setAside(),
            message.receivedAt(),
            now,
            now,
            key.hash());
    if (commit.write(new Write(key.hash(), insert))) {
      return Optional.of(id);
    }
    if (message.setAside() != null) {
      commit.write(new Write(key.hash(), Sql.of(SET_ASIDE, message.setAside(), key.hash())));
    }
    return Optional.empty();
  }

  /** PostgreSQL does not accept NUL characters. */
  private static String stored(String text, int most) {
    return Lengths.truncate(text.replace("\0", "\\u0000"), most);
  }

  public Optional<QuarantinedMessage> find(String id) {
    return find(id, Visibility.ALL);
  }

  /** A message; empty if there is none of this id, or the caller may not see it. */
  public Optional<QuarantinedMessage> find(String id, Visibility sees) {
    return Sql.of("select * from quarantine where id = ?", id)
        .and(sees.onFlow())
        .first(jdbc, QuarantineRows::read);
  }

  /**
   * The newest messages of a search, newest first. A message of a route that feeds several flows is
   * seen by callers of all flows only.
   */
  public List<QuarantinedMessage> search(QuarantineSearch search) {
    return Sql.of("select * from quarantine where 1 = 1")
        .andIf(" and id < ?", search.before())
        .andIf(" and route = ?", search.route())
        .andIf(" and state = ?", search.state() == null ? null : search.state().column())
        .andIf(" and code = ?", search.code())
        .and(search.text() == null ? Sql.of("") : onText(search.text()))
        .and(search.sees().onFlow())
        .and(Sql.of(" order by id desc limit ?", search.limit()))
        .query(jdbc, QuarantineRows::read);
  }

  private static Sql onText(String text) {
    String part = "%" + escaped(text.toLowerCase(Locale.ROOT)) + "%";
    return Sql.of(
        " and (lower(name) like ? escape '!' or lower(caller) like ? escape '!'"
            + " or lower(reason) like ? escape '!')",
        part,
        part,
        part);
  }

  private static String escaped(String part) {
    return part.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }

  /** How many messages of each route wait for a person or for their replay. */
  public Map<String, Long> countByRoute() {
    Map<String, Long> counts = new LinkedHashMap<>();
    jdbc.query(
        "select route, count(*) from quarantine where state <> 'taken' group by route order by route",
        row -> {
          counts.put(row.getString(1), row.getLong(2));
        });
    return counts;
  }
}
