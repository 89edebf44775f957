package dev.rivyaroutes.brief.flow;

import dev.rivyaroutes.ledger.job.JobKind;
import java.util.Map;

/**
 * A flow, as the sink at the end of its source route declares it.
 *
 * @param name the flow
 * @param model Rivya's model id; a brief may name another
 * @param account the account that pays
 * @param kind media, or an answer in a chat
 * @param params parameters that every brief gets unless it has its own
 * @param version the id of the flow's text in the ledger; null if the flow is in no file
 */
public record FlowTarget(
    String name,
    String model,
    String account,
    JobKind kind,
    Map<String, Object> params,
    String version) {

  public FlowTarget(
      String name, String model, String account, JobKind kind, Map<String, Object> params) {
    this(name, model, account, kind, params, null);
  }

  public static FlowTarget generation(String name, String model, String account) {
    return new FlowTarget(name, model, account, JobKind.GENERATION, Map.of());
  }
}
