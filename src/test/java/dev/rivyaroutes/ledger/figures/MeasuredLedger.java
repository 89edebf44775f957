package dev.rivyaroutes.ledger.figures;

import dev.rivyaroutes.ledger.LedgerWorld;
import dev.rivyaroutes.ledger.credits.FindCredits;
import dev.rivyaroutes.ledger.database.DatabaseAvailability;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** The metrics of a ledger, as one replica shows them. */
public final class MeasuredLedger {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private boolean away;

  public MeasuredLedger(LedgerWorld ledger) {
    FindCredits credits = ledger.one.findCredits;
    ReadFigures read =
        new ReadFigures(
            ledger.jdbc,
            credits,
            ledger.one.accounts,
            ledger.one.accountOrders,
            ledger.one.balances,
            ledger.clock);
    RecentFigures recent = new RecentFigures(read, new Availability(), ledger.clock);
    StaticListableBeanFactory beans = new StaticListableBeanFactory();
    beans.addBean("meters", meters);
    new MeasureLedger(
            recent, credits, ledger.sinks, ledger.clock, beans.getBeanProvider(MeterRegistry.class))
        .start();
  }

  private final class Availability implements DatabaseAvailability {
    @Override
    public boolean isUnavailable() {
      return away;
    }

    @Override
    public boolean isPartOfOutage(Throwable failure) {
      return false;
    }
  }

  public void takeDatabaseAway() {
    away = true;
  }

  /** The value of a metric with exactly these labels; null if there is none. */
  public Double value(String name, String... tags) {
    return meters.find(name).tags(tags).meters().stream()
        .map(Meter::measure)
        .map(measurements -> measurements.iterator().next().getValue())
        .findFirst()
        .orElse(null);
  }

  /** What a scrape does: it reads every metric once. */
  public MeasuredLedger scrape() {
    meters.get("rivya.ledger.available").gauge().value();
    return this;
  }

  public long series(String name) {
    return meters.find(name).meters().size();
  }
}
