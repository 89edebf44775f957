package dev.rivyaroutes.ledger.job;

/**
 * The flow of a job, the account that pays, and what it asks of which model.
 *
 * @param model Rivya's model id
 * @param version the version of the flow that accepted it; null if the flow is in no file
 */
public record JobTarget(String flow, String account, String model, JobKind kind, String version) {

  public JobTarget(String flow, String account, String model, JobKind kind) {
    this(flow, account, model, kind, null);
  }
}
