package dev.rivyaroutes.ledger.bulk;

import dev.rivyaroutes.ledger.orders.OrderJobs.Deliveries;
import dev.rivyaroutes.ledger.orders.OrderKind;

/**
 * What a bulk order is asked to do.
 *
 * @param name the name, which no other bulk order has
 * @param deliveries which deliveries are repeated; null for the default of the kind
 * @param filter the search for its jobs, as written
 * @param first so many jobs are ordered first, and the rest only if they succeeded; 0 for none
 * @param stopAbove the share of failed jobs, in percent, above which it pauses itself
 */
public record BulkRequest(
    String name,
    OrderKind kind,
    Deliveries deliveries,
    String filter,
    String reason,
    int first,
    int stopAbove) {}
