package dev.rivyaroutes.rivya;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A model as {@code GET /models} tells of it; what is not told is null or empty and is not checked.
 *
 * @param category image, video, audio or chat
 * @param apiStatus available, coming_soon or studio_only
 * @param baseCredits what one generation is expected to cost
 * @param maxPromptLength characters; 0 when there is no limit
 * @param inputs text, file, url
 * @param fileKinds the kinds of references that it takes
 * @param references how many references it takes, and how large
 */
record Model(
    String id,
    String category,
    String apiStatus,
    BigDecimal baseCredits,
    int maxPromptLength,
    List<String> inputs,
    List<String> fileKinds,
    ReferenceLimits references) {

  static Model of(JsonNode item) {
    JsonNode credits = item.path("base_credits");
    return new Model(
        item.path("id").asText(),
        item.path("category").asText(""),
        item.path("api_status").asText("available"),
        credits.isNumber() ? credits.decimalValue() : null,
        item.path("max_prompt_length").asInt(0),
        texts(item.path("supported_api_inputs")),
        texts(item.path("file_kinds")),
        ReferenceLimits.of(item.path("reference_media")));
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return List.copyOf(texts);
  }
}
