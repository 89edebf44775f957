package dev.rivyaroutes.flowtest.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.rivya.model.Price;

/**
 * A request as it goes to Rivya.
 *
 * @param chat whether it is a turn of a chat, and not a generation
 * @param body its JSON, with names in the place of what Rivya gives to uploaded files
 * @param price what it costs by the catalogue; null if the model is not in it
 */
public record SentRequest(String account, String model, boolean chat, JsonNode body, Price price) {}
