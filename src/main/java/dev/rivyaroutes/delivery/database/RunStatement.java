package dev.rivyaroutes.delivery.database;

import dev.rivyaroutes.Nearest;
import dev.rivyaroutes.connection.database.DatabaseConnection;
import dev.rivyaroutes.connection.database.SqlFile;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultLinks;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.StatementCreatorUtils;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;

/** Runs a statement of the flow with the facts of a result as its named parameters. */
final class RunStatement implements WriteResult {
  private final DatabaseConnection database;
  private final ParsedSql statement;

  private RunStatement(DatabaseConnection database, ParsedSql statement) {
    this.database = database;
    this.statement = statement;
  }

  /**
   * @throws IllegalArgumentException with the nearest name, if a parameter does not exist
   */
  static RunStatement of(DatabaseConnection database, SqlFile file) {
    ParsedSql statement = NamedParameterUtils.parseSqlStatement(file.text());
    List<String> words = ResultColumn.words();
    MapSqlParameterSource none = new MapSqlParameterSource();
    words.forEach(word -> none.addValue(word, null));
    try {
      NamedParameterUtils.buildValueArray(statement, none, null);
    } catch (RuntimeException e) {
      String wrong = e.getMessage().replaceFirst("(?s).*'([^']*)'.*", "$1");
      throw new IllegalArgumentException(
          "The statement %s has the parameter :%s; did you mean :%s? The parameters are :%s."
              .formatted(file.name(), wrong, Nearest.to(wrong, words), String.join(", :", words)));
    }
    return new RunStatement(database, statement);
  }

  @Override
  public void write(Connection connection, Result result, ResultLinks links) throws SQLException {
    MapSqlParameterSource facts = new MapSqlParameterSource();
    for (Map.Entry<String, Object> fact : ResultColumn.all(result, links).entrySet()) {
      facts.addValue(fact.getKey(), value(fact.getKey(), fact.getValue()));
    }
    String sql = NamedParameterUtils.substituteNamedParameters(statement, facts);
    Object[] values = NamedParameterUtils.buildValueArray(statement, facts, null);
    try (PreparedStatement call = database.prepare(connection, sql)) {
      for (int n = 0; n < values.length; n++) {
        SqlParameterValue value = (SqlParameterValue) values[n];
        StatementCreatorUtils.setParameterValue(call, n + 1, value.getSqlType(), value.getValue());
      }
      call.execute();
    }
  }

  private static SqlParameterValue value(String name, Object value) {
    if (name.equals(ResultColumn.CREDITS.word())) {
      return new SqlParameterValue(Types.NUMERIC, (BigDecimal) value);
    }
    if (name.equals(ResultColumn.FINISHED_AT.word())) {
      return new SqlParameterValue(
          Types.TIMESTAMP_WITH_TIMEZONE,
          value == null ? null : ((Instant) value).atOffset(ZoneOffset.UTC));
    }
    return new SqlParameterValue(Types.VARCHAR, value);
  }
}
