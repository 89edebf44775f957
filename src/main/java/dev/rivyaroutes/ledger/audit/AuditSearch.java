package dev.rivyaroutes.ledger.audit;

import java.time.Instant;

/**
 * A search for orders, newest first; null for any value.
 *
 * @param by the exact name of the author
 * @param action the word of the action
 * @param thing the id of the job, message or bulk order, or the name of the account or flow
 * @param outcome done or refused
 * @param bulkId the bulk order that they are a part of
 * @param since only orders given since then
 * @param before only orders with a smaller id: the last id of the page before
 * @param limit the most orders to return
 */
public record AuditSearch(
    String by,
    String action,
    String thing,
    String outcome,
    String bulkId,
    Instant since,
    String before,
    int limit) {}
