package dev.rivyaroutes.ledger.job;

/**
 * The flow of a job, the account that pays, and what it asks of which model.
 *
 * @param model Rivya's model id
 */
public record JobTarget(String flow, String account, String model, JobKind kind) {}
