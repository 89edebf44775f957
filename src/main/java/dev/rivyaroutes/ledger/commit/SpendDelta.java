package dev.rivyaroutes.ledger.commit;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an update of a job adds to the sums of its account, flow and day. Both are committed in one
 * transaction, so that a crash cannot separate them.
 */
public record SpendDelta(
    String account, String flow, LocalDate day, BigDecimal reserved, BigDecimal spent) {

  private static final String ADD =
      "update spend set reserved = reserved + ?, spent = spent + ?"
          + " where account = ? and flow = ? and spent_on = ?";
  private static final String FIRST =
      "insert into spend (reserved, spent, account, flow, spent_on) values (?, ?, ?, ?, ?)";

  private record Key(String account, String flow, LocalDate day) {}

  private SpendDelta plus(SpendDelta other) {
    return new SpendDelta(account, flow, day, reserved.add(other.reserved), spent.add(other.spent));
  }

  /** Updates each sum once, in the same order in every process, so that none deadlock. */
  public static void add(Connection connection, Collection<SpendDelta> tallies)
      throws SQLException {
    Map<Key, SpendDelta> sums =
        new TreeMap<>(
            Comparator.comparing(Key::account).thenComparing(Key::flow).thenComparing(Key::day));
    for (SpendDelta tally : tallies) {
      sums.merge(new Key(tally.account, tally.flow, tally.day), tally, SpendDelta::plus);
    }
    for (SpendDelta sum : sums.values()) {
      if (sum.execute(connection, ADD) == 0) {
        sum.execute(connection, FIRST);
      }
    }
  }

  private int execute(Connection connection, String text) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      Sql.of(text, reserved, spent, account, flow, day).bind(statement);
      return statement.executeUpdate();
    }
  }
}
