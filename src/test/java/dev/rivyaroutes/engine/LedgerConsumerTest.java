package dev.rivyaroutes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.ledger.WorkSignal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class LedgerConsumerTest {

  @Test
  void settlesAnErrorAsAFailureAndGoesOnAfterOneOfTheClaim() throws Exception {
    Failing queue = new Failing();
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      LedgerConsumer<String> consumer =
          new LedgerConsumer<>(
              camel.getEndpoint("direct:none"),
              exchange -> {},
              queue,
              new WorkSignal(),
              Clock.systemUTC());
      camel.start();
      consumer.start();
      try {
        Throwable settled = queue.settled.poll(30, TimeUnit.SECONDS);
        assertThat(settled).hasRootCauseMessage("no room for the work");
      } finally {
        consumer.stop();
      }
    }
  }

  /** Its first claim and each of its work end in an error. */
  private static final class Failing implements WorkQueue<String> {
    private final AtomicInteger claims = new AtomicInteger();
    private final BlockingQueue<Throwable> settled = new LinkedBlockingQueue<>();

    @Override
    public String name() {
      return "failing";
    }

    @Override
    public int concurrency() {
      return 1;
    }

    @Override
    public int admits() {
      return 1;
    }

    @Override
    public List<String> claim(int max) {
      return switch (claims.incrementAndGet()) {
        case 1 -> throw new OutOfMemoryError("no room for the claim");
        case 2 -> List.of("work");
        default -> List.of();
      };
    }

    @Override
    public boolean hasDue() {
      return true;
    }

    @Override
    public Optional<Instant> nextDue() {
      return Optional.empty();
    }

    @Override
    public void fill(Exchange exchange, String work) {
      throw new OutOfMemoryError("no room for the work");
    }

    @Override
    public void settle(Exchange exchange, String work) {
      settled.add(new IllegalStateException("settled", exchange.getException()));
    }
  }
}
