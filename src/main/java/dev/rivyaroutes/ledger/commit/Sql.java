package dev.rivyaroutes.ledger.commit;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** One statement with its values. Instants become timestamps with time zone in UTC. */
public record Sql(String text, List<Object> values) {

  public static Sql of(String text, Object... values) {
    return new Sql(text, Arrays.asList(values));
  }

  /** Runs it alone, in the transaction of this thread. */
  public void run(JdbcTemplate jdbc) {
    jdbc.update(text, this::bind);
  }

  void bind(PreparedStatement statement) throws SQLException {
    int position = 1;
    for (Object value : values) {
      bind(statement, position++, value);
    }
  }

  private static void bind(PreparedStatement statement, int position, Object value)
      throws SQLException {
    if (value == null) {
      statement.setNull(position, Types.NULL);
    } else if (value instanceof Instant instant) {
      statement.setObject(position, instant.atOffset(ZoneOffset.UTC));
    } else if (value instanceof BigDecimal number) {
      statement.setBigDecimal(position, number);
    } else {
      statement.setObject(position, value);
    }
  }
}
