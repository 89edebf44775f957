package dev.rivyaroutes.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.engine.Loops;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultEndpoint;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.StandardEnvironment;

class LedgerConsumerTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final WorkThreads THREADS = new WorkThreads(new StandardEnvironment());

  @Test
  void settlesAnErrorAsAFailureAndGoesOnAfterOneOfTheClaim() throws Exception {
    Work queue = new Work();
    queue.failingClaims = 1;
    queue.failingFill = true;
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      LedgerConsumer<String> consumer =
          new LedgerConsumer<>(
              camel.getEndpoint("direct:none"),
              exchange -> {},
              "work",
              List.of(queue),
              Loops.make(),
              THREADS);
      camel.start();
      consumer.start();
      try {
        Exchange settled = queue.settled.poll(30, TimeUnit.SECONDS);
        assertThat(settled.getException()).hasRootCauseMessage("no room for the work");
      } finally {
        consumer.stop();
      }
    }
  }

  @Test
  void releasesWorkForWhichThereIsNoExchange() throws Exception {
    Work queue = new Work();
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      LedgerConsumer<String> consumer =
          new LedgerConsumer<>(
              new Poor(camel), exchange -> {}, "work", List.of(queue), Loops.make(), THREADS);
      camel.start();
      consumer.start();
      try {
        assertThat(queue.released.poll(30, TimeUnit.SECONDS)).isEqualTo("work");
      } finally {
        consumer.stop();
      }
    }
  }

  @Test
  void waitsAtTheEndForWhatIsOutAndClaimsNothingMeanwhile() throws Exception {
    Work queue = new Work();
    Call call = new Call();
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      begin(camel, queue, call);
      Thread end = new Thread(camel::stop);
      end.start();
      await().atMost(LONG).until(() -> queue.stopped(camel));
      int claims = queue.claims.get();

      call.answer.countDown();
      end.join(LONG.toMillis());

      assertThat(queue.settled).hasSize(1);
      assertThat(queue.claims).hasValue(claims);
      assertThat(call.interrupted).isFalse();
    }
  }

  @Test
  void recordsAnAnswerThatComesAfterTheTimeForTheEndWithoutAnInterrupt() throws Exception {
    Work queue = new Work();
    Call call = new Call();
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.getShutdownStrategy().setTimeout(1);
      begin(camel, queue, call);
      camel.stop();
      assertThat(queue.settled).isEmpty();

      call.answer.countDown();

      assertThat(queue.settled.poll(30, TimeUnit.SECONDS)).isNotNull();
      assertThat(call.interrupted).isFalse();
    }
  }

  @Test
  void keepsItsConcurrencyOverASuspensionWhileWorkIsOut() throws Exception {
    Work queue = new Work();
    queue.endless = true;
    Call call = new Call();
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      begin(camel, queue, call);
      await().atMost(LONG).until(() -> call.calls.get() == queue.concurrency());
      LedgerConsumer<?> consumer = (LedgerConsumer<?>) camel.getRoute("queued").getConsumer();

      consumer.suspend();
      consumer.resume();

      int claims = queue.claims.get();
      await().during(Duration.ofMillis(1_500)).atMost(LONG).until(() -> call.calls.get() == 4);
      assertThat(queue.claims).hasValue(claims);
      call.answer.countDown();
      await().atMost(LONG).until(() -> call.calls.get() > 4);
      queue.endless = false;
    }
  }

  private static void begin(DefaultCamelContext camel, Work queue, Call call) throws Exception {
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from(new Queued(camel, queue)).routeId("queued").process(call);
          }
        });
    camel.start();
    assertThat(call.out.await(30, TimeUnit.SECONDS)).isTrue();
  }

  /** A call to Rivya that is answered when a test says so. */
  private static final class Call implements Processor {
    private final CountDownLatch out = new CountDownLatch(1);
    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch answer = new CountDownLatch(1);
    private final AtomicBoolean interrupted = new AtomicBoolean();

    @Override
    public void process(Exchange exchange) {
      calls.incrementAndGet();
      out.countDown();
      boolean answered = false;
      while (!answered) {
        try {
          answered = answer.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
          interrupted.set(true);
        }
      }
    }
  }

  private static class Queued extends DefaultEndpoint {
    private final Work queue;

    private Queued(DefaultCamelContext camel, Work queue) {
      setCamelContext(camel);
      this.queue = queue;
    }

    @Override
    protected String createEndpointUri() {
      return "queued:work";
    }

    @Override
    public Producer createProducer() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      return new LedgerConsumer<>(this, processor, "work", List.of(queue), Loops.make(), THREADS);
    }
  }

  /** Has no memory for an exchange. */
  private static final class Poor extends Queued {
    private Poor(DefaultCamelContext camel) {
      super(camel, null);
    }

    @Override
    public ExchangePattern getExchangePattern() {
      throw new OutOfMemoryError("no room for the exchange");
    }
  }

  /** One piece of work. */
  private static final class Work implements WorkQueue<String> {
    private final AtomicInteger claims = new AtomicInteger();
    private final BlockingQueue<Exchange> settled = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> released = new LinkedBlockingQueue<>();
    private int failingClaims;
    private boolean failingFill;
    private volatile boolean endless;

    private boolean stopped(DefaultCamelContext camel) {
      LedgerConsumer<?> consumer = (LedgerConsumer<?>) camel.getRoute("queued").getConsumer();
      return consumer.isSuspended() && consumer.getPendingExchangesSize() == 1;
    }

    @Override
    public String name() {
      return "work";
    }

    @Override
    public int concurrency() {
      return 4;
    }

    @Override
    public int admits() {
      return 4;
    }

    @Override
    public List<String> claim(int max) {
      int claim = claims.incrementAndGet();
      if (claim <= failingClaims) {
        throw new OutOfMemoryError("no room for the claim");
      }
      if (endless) {
        return Collections.nCopies(max, "work");
      }
      return claim == failingClaims + 1 ? List.of("work") : List.of();
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
    public void release(String work) {
      released.add(work);
    }

    @Override
    public void fill(Exchange exchange, String work) {
      if (failingFill) {
        throw new OutOfMemoryError("no room for the work");
      }
    }

    @Override
    public void settle(Exchange exchange, String work) {
      settled.add(exchange);
    }
  }
}
