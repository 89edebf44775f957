package dev.rivyaroutes.ledger.credits;

import dev.rivyaroutes.ledger.credits.Balances.Balance;
import dev.rivyaroutes.ledger.credits.Cap.Scope;
import dev.rivyaroutes.ledger.credits.FindSpending.Row;
import dev.rivyaroutes.ledger.credits.FindSpending.Spending;
import dev.rivyaroutes.ledger.job.Visibility;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * Says when caps are reached and balances used up, if spending goes on at the pace of the last
 * seven days, today included.
 */
@Component
public class ForecastCredits {

  /** The days that make the pace. */
  public static final int DAYS = 7;

  private static final BigDecimal SECONDS_A_DAY = BigDecimal.valueOf(86_400);
  private static final BigDecimal FAR = BigDecimal.valueOf(Duration.ofDays(3_650).toSeconds());
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Budgets budgets;
  private final Balances balances;
  private final Clock clock;

  public ForecastCredits(Budgets budgets, Balances balances, Clock clock) {
    this.budgets = budgets;
    this.balances = balances;
    this.clock = clock;
  }

  /**
   * A forecast.
   *
   * @param scope account or flow
   * @param period such as 2026-11-23 or 2026-11, or balance
   * @param limit the cap, or the balance
   * @param used how much of the cap is spent or reserved; zero for a balance
   * @param pace the credits of a day
   * @param reachedAt null if it is not reached in the period
   * @param text the same in words
   */
  public record Forecast(
      String scope,
      String name,
      String period,
      BigDecimal limit,
      BigDecimal used,
      BigDecimal pace,
      Instant reachedAt,
      String text) {}

  /**
   * Of all caps that the caller sees, those of accounts first; a balance before its caps.
   *
   * @param month what the caller sees of the month, which has the days of the pace
   */
  public List<Forecast> all(Spending month, Visibility sees) {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    LocalDate first = today.minusDays(DAYS - 1);
    List<Row> rows = month.rows().stream().filter(row -> !row.day().isBefore(first)).toList();
    Duration elapsed = Duration.between(first.atStartOfDay(ZoneOffset.UTC).toInstant(), now);
    List<Forecast> all = new ArrayList<>();
    if (sees.isOfAllFlows()) {
      for (String account : budgets.names(Scope.ACCOUNT)) {
        BigDecimal pace = pace(rows, Scope.ACCOUNT, account, elapsed);
        balances.latest(account).ifPresent(balance -> all.add(of(account, balance, pace, now)));
        budgets.of(Scope.ACCOUNT, account).forEach(cap -> all.add(of(cap, pace, today, now)));
      }
    }
    for (String flow : budgets.names(Scope.FLOW)) {
      if (sees.includes(flow)) {
        BigDecimal pace = pace(rows, Scope.FLOW, flow, elapsed);
        budgets.of(Scope.FLOW, flow).forEach(cap -> all.add(of(cap, pace, today, now)));
      }
    }
    return all;
  }

  /** Credits a day. */
  private static BigDecimal pace(List<Row> rows, Scope scope, String name, Duration elapsed) {
    return rows.stream()
        .filter(row -> name.equals(scope == Scope.ACCOUNT ? row.account() : row.flow()))
        .map(row -> row.sum().spent())
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .multiply(SECONDS_A_DAY)
        .divide(BigDecimal.valueOf(Math.max(1, elapsed.toSeconds())), 4, RoundingMode.HALF_UP);
  }

  private Forecast of(Cap cap, BigDecimal pace, LocalDate today, Instant now) {
    BigDecimal used = budgets.used(cap, today);
    Instant end = cap.resetsAt(today);
    Instant reached = reached(cap.credits().subtract(used), pace, now);
    boolean inTime = reached != null && reached.isBefore(end);
    String text;
    if (used.compareTo(cap.credits()) >= 0) {
      text = "It is used up until " + MINUTE.format(end) + ".";
    } else if (pace.signum() == 0) {
      text = "Nothing was spent in the last " + DAYS + " days.";
    } else if (inTime) {
      text = "At this pace it is reached on " + MINUTE.format(reached) + ".";
    } else {
      text = "At this pace it is not reached before it begins anew on " + DAY.format(end) + ".";
    }
    return new Forecast(
        cap.scope().column(),
        cap.name(),
        cap.period().name(today),
        cap.credits(),
        used,
        pace,
        inTime ? reached : null,
        text);
  }

  private static Forecast of(String account, Balance balance, BigDecimal pace, Instant now) {
    Instant reached =
        reached(balance.credits(), pace, balance.at().isAfter(now) ? now : balance.at());
    String text;
    if (pace.signum() == 0) {
      text = "Nothing was spent in the last " + DAYS + " days.";
    } else if (reached == null) {
      text = "At this pace it lasts for years.";
    } else {
      text = "At this pace it lasts until about " + DAY.format(reached) + ".";
    }
    return new Forecast(
        Scope.ACCOUNT.column(),
        account,
        "balance",
        balance.credits(),
        BigDecimal.ZERO,
        pace,
        reached,
        text);
  }

  /** Null if that is never, or years away. */
  private static Instant reached(BigDecimal left, BigDecimal pace, Instant from) {
    if (pace.signum() == 0) {
      return null;
    }
    BigDecimal seconds =
        left.max(BigDecimal.ZERO).multiply(SECONDS_A_DAY).divide(pace, MathContext.DECIMAL64);
    return seconds.compareTo(FAR) > 0 ? null : from.plusSeconds(seconds.longValue());
  }
}
