package dev.rivyaroutes.simulator.chat;

/**
 * The credits of a chat turn.
 *
 * @param finalCredits what it cost in the end, even when the answer broke off with an error
 */
public record TurnCredits(long reservedCredits, long finalCredits) {}
