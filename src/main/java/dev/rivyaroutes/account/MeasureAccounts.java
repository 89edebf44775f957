package dev.rivyaroutes.account;

import dev.rivyaroutes.ledger.meters.Age;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** The metrics of what this process sees of the accounts. */
@Component
final class MeasureAccounts {

  MeasureAccounts(
      Accounts accounts, TrackAvailability availability, Clock clock, MeterRegistry meters) {
    for (String account : accounts.names()) {
      Gauge.builder("rivya.account.no.answer.age", () -> age(availability, account, clock))
          .description("The time since which Rivya has not answered; 0 while it answers")
          .baseUnit("seconds")
          .tag("account", account)
          .register(meters);
    }
  }

  private static double age(TrackAvailability availability, String account, Clock clock) {
    return Age.seconds(availability.of(account).unavailableSince(), clock);
  }
}
