package dev.rivyaroutes.simulator.chat;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A chat turn as it was sent.
 *
 * @param idempotencyKey as sent, or null
 * @param bodySha256 hexadecimal, of the exact bytes of the body
 */
public record TurnRequest(String idempotencyKey, String bodySha256, JsonNode body) {}
