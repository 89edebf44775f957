package dev.rivyaroutes.ledger.quarantine;

/**
 * A search for quarantined messages, newest first; null for any value.
 *
 * @param text a part of the name, the caller or the reason, in any letter case
 * @param before only messages with a smaller id: the last id of the page before
 * @param limit the most messages to return
 */
public record QuarantineSearch(
    String route,
    QuarantinedMessage.State state,
    String code,
    String text,
    String before,
    int limit) {}
