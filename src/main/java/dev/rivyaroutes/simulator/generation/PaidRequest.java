package dev.rivyaroutes.simulator.generation;

import dev.rivyaroutes.simulator.model.Model;

/**
 * A create call that passed all checks: who pays, under which idempotency key (or null), the exact
 * body and its SHA-256, and what it costs at most and in the end.
 */
public record PaidRequest(
    String account,
    String key,
    byte[] body,
    String sha256,
    Model model,
    String prompt,
    long reserved,
    long settled) {}
