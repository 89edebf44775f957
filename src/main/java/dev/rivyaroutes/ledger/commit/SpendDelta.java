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
 * What an update of a job adds to the sums of its account, flow, model and day. Both are committed
 * in one transaction, so that a crash cannot separate them.
 */
public record SpendDelta(
    String account,
    String flow,
    String model,
    LocalDate day,
    BigDecimal reserved,
    BigDecimal spent,
    BigDecimal refunded) {

  private static final String ADD =
      "update spend set reserved = reserved + ?, spent = spent + ?, refunded = refunded + ?"
          + " where account = ? and flow = ? and model = ? and spent_on = ?";
  private static final String FIRST =
      "insert into spend (reserved, spent, refunded, account, flow, model, spent_on)"
          + " values (?, ?, ?, ?, ?, ?, ?)";

  private record Key(String account, String flow, String model, LocalDate day) {}

  private SpendDelta plus(SpendDelta other) {
    return new SpendDelta(
        account,
        flow,
        model,
        day,
        reserved.add(other.reserved),
        spent.add(other.spent),
        refunded.add(other.refunded));
  }

  /** Updates each sum once, in the same order in every process, so that none deadlock. */
  public static void add(Connection connection, Collection<SpendDelta> tallies)
      throws SQLException {
    Map<Key, SpendDelta> sums =
        new TreeMap<>(
            Comparator.comparing(Key::account)
                .thenComparing(Key::flow)
                .thenComparing(Key::model)
                .thenComparing(Key::day));
    for (SpendDelta tally : tallies) {
      sums.merge(
          new Key(tally.account, tally.flow, tally.model, tally.day), tally, SpendDelta::plus);
    }
    for (SpendDelta sum : sums.values()) {
      if (sum.execute(connection, ADD) == 0) {
        sum.execute(connection, FIRST);
      }
    }
  }

  private int execute(Connection connection, String text) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      Sql.of(text, reserved, spent, refunded, account, flow, model, day).bind(statement);
      return statement.executeUpdate();
    }
  }
}
