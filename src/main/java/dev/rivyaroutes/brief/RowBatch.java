package dev.rivyaroutes.brief;

import dev.rivyaroutes.brief.RecordBriefs.Composed;
import dev.rivyaroutes.brief.flow.FlowTarget;
import dev.rivyaroutes.brief.form.BriefMedia;
import dev.rivyaroutes.brief.form.BriefTarget;
import dev.rivyaroutes.brief.form.IncomingBrief;
import dev.rivyaroutes.brief.form.ReadBriefs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/**
 * The briefs that are composed and not committed yet, so that many share a commit: the rows of a
 * manifest, or those of several arrivals. They are committed in their order; the next ones are
 * composed meanwhile.
 */
final class RowBatch {
  private static final int MOST_ROWS = 200;

  /** The most characters of rows that wait at the same time. */
  private static final int MOST_CHARACTERS = 1 << 20;

  private final RecordBriefs record;
  private final List<Composed> composed = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private int characters;

  /** The rows whose commit has begun; null if there are none. */
  private Committing committing;

  /** Whether a job waits that may name files beside it. */
  private boolean documents;

  RowBatch(RecordBriefs record) {
    this.record = record;
  }

  private record Committing(
      List<Composed> composed, List<Row> rows, Supplier<List<Acceptance>> outcomes) {}

  /** A row that has an outcome once its batch is committed. */
  final class Row {
    private Acceptance outcome;

    boolean isKnown() {
      return outcome != null;
    }

    /** The outcome. Commits the batch if that is not done yet. */
    Acceptance outcome() {
      if (outcome == null) {
        commit();
      }
      return outcome;
    }
  }

  /** The batches of a manifest by flow; null if the exchange brings no row of a manifest. */
  @SuppressWarnings("unchecked")
  static Map<FlowTarget, RowBatch> all(Exchange exchange) {
    return exchange.getProperty(ReadBriefs.ROWS, Map.class);
  }

  /** Adds a row, and begins to commit the batch when it is full. */
  Row add(BriefTarget target, IncomingBrief brief) throws IOException {
    boolean media = brief.body() instanceof BriefMedia;
    if (media && documents) {
      commit(); // The file may be a reference of one of them, which only the ledger knows.
    }
    Composed next = record.compose(target, brief, this::commit);
    Row row = new Row();
    composed.add(next);
    rows.add(row);
    documents |= !media && next.job() != null;
    characters += next.characters();
    if (rows.size() >= MOST_ROWS || characters > MOST_CHARACTERS) {
      begin();
    }
    return row;
  }

  /** Commits the rows that wait. After an exception they still wait. */
  void commit() {
    begin();
    await();
    documents = false;
  }

  /** Begins to commit the rows that wait, once those before them are committed. */
  private void begin() {
    await();
    if (rows.isEmpty()) {
      return;
    }
    List<Composed> jobs = List.copyOf(composed);
    committing = new Committing(jobs, List.copyOf(rows), record.begin(jobs));
    composed.clear();
    rows.clear();
    characters = 0;
  }

  private void await() {
    if (committing == null) {
      return;
    }
    Committing begun = committing;
    committing = null;
    List<Acceptance> outcomes;
    try {
      outcomes = begun.outcomes().get();
    } catch (RuntimeException e) {
      composed.addAll(0, begun.composed());
      rows.addAll(0, begun.rows());
      throw e;
    }
    for (int i = 0; i < outcomes.size(); i++) {
      begun.rows().get(i).outcome = outcomes.get(i);
    }
  }
}
