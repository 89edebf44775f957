package dev.rivyaroutes.brief.message;

import dev.rivyaroutes.FailureChain;
import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.Acceptance.Outcome;
import dev.rivyaroutes.brief.Acceptances;
import dev.rivyaroutes.brief.form.TransientFailures;
import dev.rivyaroutes.brief.message.SettleMessage.Place;
import dev.rivyaroutes.brief.poll.PollReport;
import dev.rivyaroutes.ledger.quarantine.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The quarantine of one source of files or objects. It keeps the bytes of what was refused before
 * the source sets the original aside, and hands out what a person ordered to take again. A crash at
 * any moment repeats the order: the ids of the briefs are those of the first arrival, so the ledger
 * makes one job of each. The thread of the polls uses it.
 */
public final class FileQuarantine {
  private static final Logger LOG = LoggerFactory.getLogger(FileQuarantine.class);

  /** Orders are rare, so other replicas' orders are not asked for at each poll. */
  private static final Duration ASK_FOR_ORDERS = Duration.ofSeconds(1);

  private final FileQuarantines program;
  private final PollReport report;
  private final SettleReplay settle;
  private final AtomicBoolean ordered = new AtomicBoolean();
  private Place place;
  private Instant askAt = Instant.MIN;

  /** What a source does with an original that it has set aside. */
  @FunctionalInterface
  public interface Original {

    /**
     * Acknowledges it: the ledger has its briefs. It may be gone, or acknowledged before.
     *
     * @return false if it is not where it was set aside, or was changed there
     */
    boolean acknowledge() throws Exception;
  }

  FileQuarantine(FileQuarantines program, PollReport report) {
    this.program = program;
    this.report = report;
    this.settle = new SettleReplay(program.replays());
  }

  /** To be called at the beginning of each poll, after the report of the source has begun. */
  public void begin(String kameletRoute) {
    if (place == null) {
      place = Place.of(program.camel(), kameletRoute, report.route());
      program.replays().listen(place.route(), () -> ordered.set(true));
    }
  }

  /** The time at which a file that is kept now arrived. */
  public Instant now() {
    return program.clock().instant();
  }

  /**
   * Keeps a file of which briefs were refused. It is kept once; only afterwards it is set aside.
   *
   * @param setAside where it is set aside next; null if it stays where it is
   */
  public void keep(ReceivedMessage file, Acceptances acceptances, String setAside)
      throws IOException {
    program.messages().keep(place, file, SettleReplay.refusal(acceptances), setAside);
  }

  /** Claims the next order to take a file again. */
  public Optional<ReceivedMessage> next() {
    boolean asks = ordered.getAndSet(false) || !now().isBefore(askAt);
    if (place == null || !asks) {
      return Optional.empty();
    }
    Optional<ReceivedMessage> next = program.replays().next(place.route());
    if (next.isPresent()) {
      ordered.set(true);
    } else {
      askAt = now().plus(ASK_FOR_ORDERS);
    }
    return next;
  }

  /** A file that is refused once more is another failed job, and its own id stays free. */
  public static void setRefusalId(Exchange exchange, ReceivedMessage file) {
    exchange.setVariable(Variables.REFUSAL_ID, file.refusalId(file.id()));
  }

  /**
   * Ends an order by what became of the briefs. The original is acknowledged after their commit.
   */
  public void settle(ReceivedMessage file, Acceptances acceptances, Original original)
      throws Exception {
    report.recordActivity();
    switch (acceptances.verdict()) {
      case ACCEPTED -> settle.taken(file, acceptances, acknowledge(file, original));
      case REFUSED, PARTLY_REFUSED -> refuse(file, SettleReplay.refusal(acceptances));
      case UNHANDLED -> refuse(file, SettleReplay.UNHANDLED);
      case WAITING -> throw new IOException(acceptances.with(Outcome.WAITING).get(0).problem());
    }
  }

  /**
   * Returns a note for the outcome. The ledger has the jobs, so a failure must not refuse the file.
   */
  private String acknowledge(ReceivedMessage file, Original original) throws Exception {
    String where = file.replay().message().setAside();
    try {
      return original.acknowledge() || where == null
          ? ""
          : " It was not found unchanged at %s, or was moved already; its bytes in the quarantine were taken."
              .formatted(where);
    } catch (RuntimeException e) {
      String note = " Its original could not be moved or tagged: " + PlainWords.of(e);
      LOG.warn(
          "Route {}: the quarantined message {} was taken again.{}",
          place.route(),
          file.replay().id(),
          note);
      return note;
    }
  }

  /** The order is not carried out, and the file stays in the quarantine. */
  public void refuse(ReceivedMessage file, Refusal refusal) {
    report.recordActivity();
    settle.refused(file, refusal, place);
  }

  /** Ends an order that failed, or lets it be carried out later. Other files are processed. */
  public void fail(ReceivedMessage file, Throwable problem) {
    CamelContext camel = program.camel();
    boolean gone = FailureChain.has(problem, MessageUnreadable.class);
    try {
      if (!gone && (camel.isStopping() || TransientFailures.isTransient(problem))) {
        program.replays().retry(file.replay(), PlainWords.of(problem));
      } else {
        LOG.debug("A quarantined file could not be processed", problem);
        refuse(file, SettleFailedMessage.refusal(problem));
      }
    } catch (RuntimeException e) {
      LOG.debug("An order to take a file again is repeated once its claim ends", e);
    }
  }
}
