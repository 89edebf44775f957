package dev.rivyaroutes.ledger.credits;

import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.credits.Cap.Period;
import dev.rivyaroutes.ledger.credits.Cap.Scope;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The configured caps, and how much of each is used. */
@DependsOnDatabaseInitialization
@Component
public final class Budgets {

  private record Owner(Scope scope, String name) {}

  private final JdbcTemplate jdbc;
  private final Map<Owner, List<Cap>> caps = new ConcurrentHashMap<>();

  public Budgets(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Sets the caps of an account or a flow; zero means no cap.
   *
   * @param key the configuration key above daily-cap and monthly-cap
   */
  public void set(Scope scope, String name, BigDecimal daily, BigDecimal monthly, String key) {
    List<Cap> set = new ArrayList<>();
    if (daily.signum() > 0) {
      set.add(new Cap(scope, name, Period.DAY, daily, key + ".daily-cap"));
    }
    if (monthly.signum() > 0) {
      set.add(new Cap(scope, name, Period.MONTH, monthly, key + ".monthly-cap"));
    }
    if (!set.isEmpty()) {
      register(scope, name);
    }
    caps.put(new Owner(scope, name), List.copyOf(set));
  }

  private void register(Scope scope, String name) {
    Sql.of(
            "insert into budget (scope, name) select ?, ? where not exists"
                + " (select 1 from budget where scope = ? and name = ?)",
            scope.column(),
            name,
            scope.column(),
            name)
        .insert(jdbc);
  }

  Set<String> accounts() {
    return names(Scope.ACCOUNT);
  }

  /** The accounts or the flows whose caps are set. */
  Set<String> names(Scope scope) {
    return caps.keySet().stream()
        .filter(owner -> owner.scope() == scope)
        .map(Owner::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The caps that apply to a job of this account and flow, those of the account first. */
  public List<Cap> of(String account, String flow) {
    List<Cap> all = new ArrayList<>(of(Scope.ACCOUNT, account));
    all.addAll(of(Scope.FLOW, flow));
    return all;
  }

  public List<Cap> of(Scope scope, String name) {
    return caps.getOrDefault(new Owner(scope, name), List.of());
  }

  /** Locks the budget until the end of the transaction; false if another transaction has it. */
  boolean lock(Scope scope, String name) {
    return !jdbc.queryForList(
            "select name from budget where scope = ? and name = ? for update skip locked",
            String.class,
            scope.column(),
            name)
        .isEmpty();
  }

  /** The credits that are spent or reserved in the period of the day. */
  public BigDecimal used(Cap cap, LocalDate day) {
    return jdbc.queryForObject(
        "select coalesce(sum(reserved + spent), 0) from spend where "
            + cap.scope().column()
            + " = ? and spent_on >= ? and spent_on < ?",
        Columns.credits(),
        cap.name(),
        cap.period().first(day),
        cap.period().next(day));
  }
}
