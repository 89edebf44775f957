package dev.rivyaroutes.brief;

import dev.rivyaroutes.Printable;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.flow.FlowTarget;
import dev.rivyaroutes.brief.form.BriefMedia;
import dev.rivyaroutes.brief.form.BriefTarget;
import dev.rivyaroutes.brief.form.IncomingBrief;
import dev.rivyaroutes.brief.form.ManifestRows;
import dev.rivyaroutes.brief.form.ReadBriefs;
import dev.rivyaroutes.ledger.accept.AcceptJobs;
import dev.rivyaroutes.trace.Traces;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Accepts briefs into the ledger. A brief that cannot be used is recorded as a failed job and
 * answered as refused. An exception means that nothing is known to be written: the source must keep
 * the brief and hand it in again.
 */
@Component("acceptBrief")
public class AcceptBrief {
  private static final int BATCH = 200;

  /** The most characters of rows that are in memory at the same time. */
  private static final int BATCH_SIZE = 1 << 20;

  private final ReadBriefs read;
  private final ComposeJob compose;
  private final RecordBriefs record;

  AcceptBrief(
      ReadBriefs read, ComposeJob compose, AcceptJobs ledger, ObjectProvider<Traces> traces) {
    this.read = read;
    this.compose = compose;
    this.record = new RecordBriefs(compose, ledger, traces.getIfAvailable(Traces::off));
  }

  /**
   * Accepts the body: a brief that {@link ReadBriefs#present} presented, or anything that {@link
   * ReadBriefs#read} reads. Sets the variable {@code acceptance} and the body to the acceptance, or
   * for a manifest to a list of them in the order of its rows.
   *
   * <p>A presented row of a manifest is committed together with others, at the latest by {@link
   * CommitRows}.
   *
   * @return the acceptance; for a manifest that of its first row; null for a presented row
   * @throws IOException when the source, a sibling or the media store cannot be read
   */
  public Acceptance accept(Exchange exchange, FlowTarget flow) throws IOException {
    BriefTarget target = new BriefTarget(flow, exchange);
    Iterator<IncomingBrief> briefs = briefs(exchange);
    TrialRun trial = TrialRun.of(exchange);
    if (trial != null) {
      Acceptance outcome = trial.compose(compose, target, briefs.next());
      answer(exchange, outcome);
      return outcome;
    }
    RowBatch batch = batch(exchange, flow);
    if (batch != null) {
      answer(exchange, batch.add(target, briefs.next()));
      return null;
    }
    List<Acceptance> all;
    try {
      IncomingBrief first = briefs.next();
      if (!(briefs instanceof ManifestRows) && !briefs.hasNext()) {
        Acceptance only = record.accept(target, List.of(first)).get(0);
        answer(exchange, only);
        return only;
      }
      all = acceptRows(target, first, briefs);
    } finally {
      if (briefs instanceof Closeable open) {
        open.close();
      }
    }
    answer(exchange, List.copyOf(all));
    return all.get(0);
  }

  /** Presented rows of a manifest share commits, one batch a flow; null for other briefs. */
  private RowBatch batch(Exchange exchange, FlowTarget flow) {
    Map<FlowTarget, RowBatch> batches = RowBatch.all(exchange);
    return batches == null || exchange.getProperty(ReadBriefs.PRESENTED) == null
        ? null
        : batches.computeIfAbsent(flow, f -> new RowBatch(record));
  }

  /** Refuses the presented brief, because the flow cannot process it. */
  Acceptance refuse(Exchange exchange, FlowTarget flow, String why) {
    RowBatch batch = batch(exchange, flow);
    if (batch != null) {
      batch.commit(); // The row may be among those that wait.
    }
    IncomingBrief presented = exchange.getProperty(ReadBriefs.PRESENTED, IncomingBrief.class);
    BriefTarget target = new BriefTarget(flow, exchange);
    return presented.refusal() == null
        ? record.refuse(target, presented, Printable.line(why), true)
        : record.refuse(target, presented, presented.refusal(), false);
  }

  /** The key within its flow that the brief of an arrival, which is not a manifest, will have. */
  public String keyOf(Exchange exchange) {
    String id = exchange.getVariable(Variables.SOURCE_ID, String.class);
    return new IdentifyBrief(exchange).id(new IncomingBrief(id, id, null, null), null).key();
  }

  private Iterator<IncomingBrief> briefs(Exchange exchange) throws IOException {
    IncomingBrief presented = exchange.getProperty(ReadBriefs.PRESENTED, IncomingBrief.class);
    if (presented == null) {
      return read.read(exchange);
    }
    // The steps of the flow may have changed the brief.
    return List.of(
            new IncomingBrief(
                presented.id(),
                exchange.getVariable(Variables.SOURCE_NAME, String.class),
                presented.refusal() == null ? body(exchange, presented) : null,
                presented.refusal(),
                presented.row()))
        .iterator();
  }

  private static Object body(Exchange exchange, IncomingBrief presented) {
    Object body = exchange.getMessage().getBody();
    if (body instanceof Acceptance || body instanceof RowBatch.Row) {
      return presented.body(); // Already accepted for another flow; the brief is the same.
    }
    return body instanceof Map || body instanceof BriefMedia
        ? body
        : exchange.getMessage().getBody(String.class);
  }

  private List<Acceptance> acceptRows(
      BriefTarget target, IncomingBrief first, Iterator<IncomingBrief> rest) throws IOException {
    List<Acceptance> all = new ArrayList<>();
    List<IncomingBrief> batch = new ArrayList<>(List.of(first));
    int size = 0;
    while (rest.hasNext()) {
      batch.add(rest.next());
      size += rest instanceof ManifestRows rows ? rows.size() : 0;
      if (batch.size() == BATCH || size > BATCH_SIZE) {
        all.addAll(record.accept(target, batch));
        batch.clear();
        size = 0;
      }
    }
    if (!batch.isEmpty()) {
      all.addAll(record.accept(target, batch));
    }
    return all;
  }

  private static void answer(Exchange exchange, Object acceptance) {
    exchange.setVariable(Variables.ACCEPTANCE, acceptance);
    exchange.getMessage().setBody(acceptance);
  }
}
