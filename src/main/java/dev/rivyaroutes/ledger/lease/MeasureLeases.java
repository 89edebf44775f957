package dev.rivyaroutes.ledger.lease;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The metric of the claims that this process has lost. */
@Component
final class MeasureLeases {

  MeasureLeases(Leases leases, ObjectProvider<MeterRegistry> registry) {
    registry.ifAvailable(
        meters -> {
          measure(meters, "job", leases.jobs());
          measure(meters, "delivery", leases.deliveries());
          measure(meters, "source", leases.sources());
        });
  }

  private static void measure(MeterRegistry meters, String kind, ClaimedRows rows) {
    FunctionCounter.builder("rivya.leases.lost", rows, ClaimedRows::lost)
        .description("Claims whose outcome was refused, because the row was changed meanwhile")
        .tag("kind", kind)
        .register(meters);
  }
}
