package dev.rivyaroutes.brief.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.brief.Acceptance;
import dev.rivyaroutes.brief.Acceptance.Outcome;
import dev.rivyaroutes.brief.Acceptances;
import dev.rivyaroutes.brief.message.FileQuarantine;
import dev.rivyaroutes.brief.message.FileQuarantines;
import dev.rivyaroutes.brief.message.OrderedReplays;
import dev.rivyaroutes.brief.message.ReceivedMessage;
import dev.rivyaroutes.ledger.Replica;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.quarantine.MessageKey;
import dev.rivyaroutes.ledger.quarantine.QuarantinedMessage;
import dev.rivyaroutes.ledger.quarantine.QuarantinedMessage.State;
import dev.rivyaroutes.ledger.quarantine.RawMessage;
import dev.rivyaroutes.ledger.quarantine.Refusal;
import dev.rivyaroutes.ledger.quarantine.RefusedMessage;
import dev.rivyaroutes.testing.MemoryMediaStore;
import dev.rivyaroutes.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An order is an activity of its source, and its jobs are recorded whatever follows. */
class FileQuarantineReportTest {
  private static final String ROUTE = "photos";
  private static final Acceptances ACCEPTED =
      new Acceptances(List.of(new Acceptance(Outcome.ACCEPTED, "job-1", null, null)));

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T08:00:00Z"));
  private final Replica replica = Replica.alone(clock);
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final PollReport report =
      new PollReports(replica.sources, camel, clock).of("s3", "s3://photos/", Duration.ZERO);
  private final FileQuarantine quarantine =
      new FileQuarantines(
              camel,
              null,
              new OrderedReplays(replica.replays, new MemoryMediaStore(), replica.signal, clock),
              clock)
          .of(report);
  private String id;
  private ReceivedMessage ordered;

  @BeforeEach
  void order() {
    report.begin(ROUTE);
    quarantine.begin(ROUTE);
    id =
        replica
            .quarantine
            .keep(
                new RefusedMessage(
                    new MessageKey(ROUTE, "s3", "bucket", "bucket/a.txt|e1"),
                    null,
                    "a.txt",
                    Refusal.of("refused", "no prompt"),
                    new RawMessage("5a", 3, "text/plain"),
                    clock.instant(),
                    "quarantine/a.txt"))
            .orElseThrow();
    assertThat(replica.replays.order(kept(), new Order("ada", null))).isTrue();
    ordered = quarantine.next().orElseThrow();
    clock.forward(Duration.ofSeconds(10));
  }

  @AfterEach
  void close() throws Exception {
    replica.close();
    camel.close();
  }

  private QuarantinedMessage kept() {
    return replica.quarantine.find(id).orElseThrow();
  }

  @Test
  void recordsTheJobsOfAFileThatCannotBeMovedAfterwards() throws Exception {
    quarantine.settle(
        ordered,
        ACCEPTED,
        () -> {
          throw new StringIndexOutOfBoundsException("begin 9, end 5");
        });
    assertThat(kept().state()).isEqualTo(State.TAKEN);
    assertThat(kept().outcome())
        .isEqualTo(
            "Taken again as job job-1. Its original could not be moved or tagged: begin 9, end 5");
    assertThat(report.state().activeAt()).isEqualTo(clock.instant());
  }

  @Test
  void reportsAnOrderThatIsRefused() {
    quarantine.refuse(ordered, Refusal.of("changed", "it was changed"));
    assertThat(kept().state()).isEqualTo(State.KEPT);
    assertThat(report.state().activeAt()).isEqualTo(clock.instant());
  }
}
