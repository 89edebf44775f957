package dev.rivyaroutes.ledger.commit;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.support.SqlValue;

/**
 * A statement with its values. Instants are bound as timestamps with time zone, in UTC. Those of
 * others may be in any year, such as the time of a message: one that no database stores is bound as
 * the first or the last time that both do.
 */
public record Sql(String text, List<Object> values) {

  /** Before it, calendars differ. */
  private static final Instant FIRST = Instant.parse("1600-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  public static Sql of(String text, Object... values) {
    return new Sql(text, Arrays.asList(values));
  }

  /** The statement with another one at its end, such as a further condition. */
  public Sql and(Sql more) {
    List<Object> all = new ArrayList<>(values);
    all.addAll(more.values());
    return new Sql(text + more.text(), all);
  }

  /** The statement with a condition on a value at its end; unchanged if the value is null. */
  public Sql andIf(String condition, Object value) {
    return value == null ? this : and(of(condition, value));
  }

  /** Executes it in the transaction of this thread, and returns the number of changed rows. */
  public int run(JdbcTemplate jdbc) {
    return jdbc.update(text, this::bind);
  }

  /** The same for an insert; false if another process has inserted the same key. */
  public boolean insert(JdbcTemplate jdbc) {
    try {
      return run(jdbc) == 1;
    } catch (DuplicateKeyException e) {
      return false;
    }
  }

  public <T> List<T> query(JdbcTemplate jdbc, RowMapper<T> row) {
    return jdbc.query(text, this::bind, row);
  }

  public <T> Optional<T> first(JdbcTemplate jdbc, RowMapper<T> row) {
    return query(jdbc, row).stream().findFirst();
  }

  void bind(PreparedStatement statement) throws SQLException {
    int position = 1;
    for (Object value : values) {
      if (value instanceof SqlValue array) {
        array.setValue(statement, position++);
      } else {
        statement.setObject(
            position++, value instanceof Instant at ? stored(at).atOffset(ZoneOffset.UTC) : value);
      }
    }
  }

  private static Instant stored(Instant at) {
    if (at.isBefore(FIRST)) {
      return FIRST;
    }
    return at.isAfter(LAST) ? LAST : at;
  }
}
