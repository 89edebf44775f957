package dev.rivyaroutes.brief;

import dev.rivyaroutes.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * Commits the last rows of a manifest, after the steps of the flow and before the source is
 * acknowledged. Other briefs are committed already.
 */
@Component("commitRows")
public class CommitRows {

  /** Commits what waits, and puts the outcomes of all rows into the variable {@code acceptance}. */
  public void commit(Exchange exchange) {
    Map<?, RowBatch> batches = RowBatch.all(exchange);
    if (batches == null || SharedBatch.has(exchange)) {
      return;
    }
    batches.values().forEach(RowBatch::commit);
    List<Object> outcomes = new ArrayList<>();
    if (exchange.getVariable(Variables.ACCEPTANCE) instanceof List<?> all) {
      for (Object one : all) {
        outcomes.add(one instanceof RowBatch.Row row ? row.outcome() : one);
      }
    }
    exchange.setVariable(Variables.ACCEPTANCE, outcomes);
  }
}
