package dev.rivyaroutes.ledger.source;

import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.SourceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Counts the messages of each sender, so that nobody orders more in a time than a source allows. A
 * message that is read again counts once, and one above the limit does not count.
 */
@Component
public final class SenderRates {

  private static final String INSERT =
      "insert into sender_message (message_key, sender_key, at)"
          + " select ?, ?, ?"
          + " where not exists (select 1 from sender_message where message_key = ?)"
          + " and (select count(*) from sender_message where sender_key = ? and at > ? and at <= ?) < ?";

  private final GroupCommit commit;
  private final JdbcTemplate jdbc;

  public SenderRates(GroupCommit commit, JdbcTemplate jdbc) {
    this.commit = commit;
    this.jdbc = jdbc;
  }

  /**
   * A message of a sender.
   *
   * @param source where it arrived, such as a mailbox
   * @param sender in any letter case
   * @param id the source's own id, of any length
   * @param at when it arrived there
   */
  public record SenderMessage(String source, String sender, String id, Instant at) {}

  /** Counts a message; false if its sender has sent as many as allowed in the time before it. */
  public boolean admit(SenderMessage message, int most, Duration period) {
    String key = SourceKey.ofFields("message", message.source(), message.id());
    String sender =
        SourceKey.ofFields("sender", message.source(), message.sender().toLowerCase(Locale.ROOT));
    Instant at = message.at();
    Sql insert = Sql.of(INSERT, key, sender, at, key, sender, at.minus(period), at, most);
    return commit.write(new Write(key, insert)) || isCounted(key);
  }

  private boolean isCounted(String key) {
    return Sql.of("select 1 from sender_message where message_key = ?", key)
        .first(jdbc, (row, n) -> true)
        .isPresent();
  }
}
