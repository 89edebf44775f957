package dev.rivyaroutes.ledger.credits;

import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.Sql;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The balances of the accounts at Rivya, by time. */
@Component
public final class Balances {

  public record Balance(Instant at, BigDecimal credits) {}

  private final JdbcTemplate jdbc;
  private final Clock clock;

  public Balances(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  public void record(String account, BigDecimal credits) {
    Sql.of(
            "insert into balance (account, at, credits) values (?, ?, ?)",
            account,
            clock.instant(),
            credits)
        .insert(jdbc);
  }

  public Optional<Balance> latest(String account) {
    return newest(account, 1).stream().findFirst();
  }

  public List<Balance> newest(String account, int max) {
    return jdbc.query(
        "select at, credits from balance where account = ? order by account desc, at desc"
            + " limit ?",
        (row, n) -> new Balance(Columns.instant(row, "at"), Columns.credits(row, "credits")),
        account,
        max);
  }
}
