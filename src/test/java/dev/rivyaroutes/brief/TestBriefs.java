package dev.rivyaroutes.brief;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.Acceptance.Outcome;
import dev.rivyaroutes.ledger.Accepted;
import dev.rivyaroutes.ledger.Cause;
import dev.rivyaroutes.ledger.NewJob;
import dev.rivyaroutes.ledger.Trouble;
import dev.rivyaroutes.testing.RecordingLedger;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;

/**
 * Brief forms and acceptance with one rule each: the text is the prompt; {@code unreadable…} cannot
 * be read, {@code refuse…} is refused, {@code beside <name>} needs an object beside it.
 */
public class TestBriefs {
  private final RecordingLedger ledger;
  private final Map<String, Object> headers = new ConcurrentSkipListMap<>();
  private final AtomicInteger calls = new AtomicInteger();
  private volatile Runnable duringFlow = () -> {};

  public TestBriefs(RecordingLedger ledger) {
    this.ledger = ledger;
  }

  void duringFlow(Runnable action) {
    duringFlow = action;
    calls.set(0);
  }

  /** How often a brief came to be accepted, whatever became of it. */
  int calls() {
    return calls.get();
  }

  Map<String, Object> headers() {
    return headers;
  }

  public void read(Exchange exchange) throws IOException {
    String text;
    try (InputStream in = (InputStream) exchange.getMessage().getBody()) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    if (text.startsWith("unreadable")) {
      throw new IOException("the stream broke");
    }
    if (text.startsWith("beside ")) {
      Siblings siblings = exchange.getVariable(Variables.SIBLINGS, Siblings.class);
      Optional<InputStream> beside = siblings.open(text.substring("beside ".length()));
      text = beside.isEmpty() ? "refuse" : new String(beside.get().readAllBytes());
    }
    exchange
        .getMessage()
        .setBody(
            List.of(
                new IncomingBrief(
                    exchange.getVariable(Variables.SOURCE_ID, String.class),
                    exchange.getVariable(Variables.SOURCE_NAME, String.class),
                    text,
                    null)));
  }

  public void present(Exchange exchange) {
    exchange.getMessage().setBody(exchange.getMessage().getBody(IncomingBrief.class).body());
  }

  public void accept(Exchange exchange) {
    headers.putAll(exchange.getMessage().getHeaders());
    calls.incrementAndGet();
    duringFlow.run();
    String text = exchange.getMessage().getBody(String.class);
    NewJob job =
        new NewJob(
            exchange.getProperty("flow", String.class),
            exchange.getVariable(Variables.SOURCE_ID, String.class),
            exchange.getVariable(Variables.SOURCE_NAME, String.class),
            "account",
            "model",
            text,
            "{}",
            null,
            List.of(),
            null);
    exchange.setVariable(Variables.ACCEPTANCE, accept(job));
  }

  private Acceptance accept(NewJob job) {
    if (job.prompt().startsWith("refuse")) {
      Accepted refused = ledger.refuse(job, Cause.of(Trouble.BRIEF, "it says so itself"));
      return new Acceptance(Outcome.REFUSED, refused.jobId(), "failed", "it says so itself");
    }
    Accepted accepted = ledger.accept(List.of(job)).get(0);
    Outcome outcome = accepted.duplicate() ? Outcome.DUPLICATE : Outcome.ACCEPTED;
    return new Acceptance(outcome, accepted.jobId(), "accepted", null);
  }
}
