package dev.rivyaroutes.brief;

import dev.rivyaroutes.brief.Acceptance.Outcome;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.brief.form.BriefTarget;
import dev.rivyaroutes.brief.form.CorruptContent;
import dev.rivyaroutes.brief.form.IncomingBrief;
import dev.rivyaroutes.brief.form.UnexpectedFailure;
import dev.rivyaroutes.ledger.accept.NewJob;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;

/**
 * A run of a brief through the steps of its flow that makes no job: the sinks of the flow hand over
 * the jobs that they would make. The steps themselves take effect.
 */
public final class TrialRun {

  private static final String PROPERTY = "rivyaTrialRun";

  private final Queue<NewJob> jobs = new ConcurrentLinkedQueue<>();
  private final Queue<String> refusals = new ConcurrentLinkedQueue<>();

  private volatile boolean ended;

  /** Makes an exchange, and what the steps of the flow derive from it, part of this run. */
  public void join(Exchange exchange) {
    exchange.setProperty(PROPERTY, this);
  }

  /** Null for an exchange that is part of none. */
  static TrialRun of(Exchange exchange) {
    return exchange.getProperty(PROPERTY, TrialRun.class);
  }

  /** What arrives after the end may have been joined with briefs of others: it is not swallowed. */
  public void end() {
    ended = true;
  }

  Acceptance compose(ComposeJob compose, BriefTarget target, IncomingBrief brief)
      throws IOException {
    if (ended) {
      throw new IllegalStateException(
          "Brief %s came to a sink of its flow after its trial run had ended; such a flow cannot be replayed under the version that runs now."
              .formatted(brief.sourceName()));
    }
    try {
      jobs.add(compose.compose(target, brief));
      return Acceptance.without(Outcome.ACCEPTED, null);
    } catch (BriefRefused | CorruptContent e) {
      return refuse(e.getMessage());
    } catch (RuntimeException e) {
      return refuse(UnexpectedFailure.refusal(brief.sourceName(), e));
    }
  }

  private Acceptance refuse(String why) {
    refusals.add(why);
    return Acceptance.without(Outcome.REFUSED, why);
  }

  /** The jobs that would be made for a flow. */
  public List<NewJob> jobs(String flow) {
    return jobs.stream().filter(job -> job.flow().equals(flow)).toList();
  }

  /** Why briefs would be refused. */
  public List<String> refusals() {
    return List.copyOf(refusals);
  }
}
