package dev.rivyaroutes.rivya.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.job.JobKind;
import dev.rivyaroutes.rivya.call.RivyaIds;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/**
 * A model as {@code GET /models} describes it; a missing field is null or empty and not checked.
 *
 * @param category image, video, audio or chat
 * @param apiStatus available, coming_soon or studio_only
 * @param baseCredits what one generation is expected to cost
 * @param params its parameters
 * @param item its JSON
 */
record Model(
    String id,
    String category,
    String apiStatus,
    BigDecimal baseCredits,
    ModelInputs inputs,
    ModelParams params,
    JsonNode item) {

  private static final String CHAT = "chat";

  /** The documentation says that their prompt is optional; the catalogue does not. */
  private static final Set<String> PROMPT_OPTIONAL =
      Set.of("wan-2-2-animate-replace", "elevenlabs-dialogue-v3");

  static Model of(JsonNode item) {
    JsonNode credits = item.path("base_credits");
    return new Model(
        item.path("id").asText(),
        item.path("category").asText(""),
        item.path("api_status").asText("available"),
        RivyaIds.credits(credits),
        ModelInputs.of(item),
        ModelParams.of(item.path("params")),
        item);
  }

  boolean isAvailable() {
    return "available".equals(apiStatus);
  }

  /** Whether it is of the same category and takes the same inputs. */
  boolean replaces(Model other) {
    return category.equals(other.category) && inputs.replaces(other.inputs);
  }

  BigDecimal priceTo(Model other) {
    BigDecimal mine = baseCredits == null ? BigDecimal.ZERO : baseCredits;
    return other.baseCredits == null ? mine : mine.subtract(other.baseCredits).abs();
  }

  boolean isOf(JobKind kind) {
    return CHAT.equals(category) == (kind == JobKind.CHAT);
  }

  void requireKind(JobKind kind) throws BriefRefused {
    if (!isOf(kind)) {
      throw new BriefRefused(
          kind == JobKind.CHAT
              ? "Model %s makes media of category %s and does not chat; use rivya-generation-sink, or a chat model."
                  .formatted(id, category)
              : "Model %s is a chat model and makes no media; use rivya-chat-sink, or an image, video or audio model."
                  .formatted(id));
    }
  }

  /** Whether a brief must have a prompt; true when the inputs are unknown. */
  boolean needsPrompt() {
    return !PROMPT_OPTIONAL.contains(id) && inputs.takes("text");
  }

  void checkPrompt(String prompt, JobKind kind) throws BriefRefused {
    if (prompt == null && kind == JobKind.GENERATION && needsPrompt()) {
      throw new BriefRefused(
          "The brief has no prompt, which model %s needs. Give it one, or set the variable prompt in the flow."
              .formatted(id));
    }
    int most = inputs.maxPromptLength();
    int length = prompt == null ? 0 : prompt.codePointCount(0, prompt.length());
    if (most > 0 && length > most) {
      throw new BriefRefused(
          "The %s has %d characters; model %s takes at most %d. Shorten it."
              .formatted(kind == JobKind.CHAT ? "message" : "prompt", length, id, most));
    }
  }

  void checkReferences(List<JobFile> files) throws BriefRefused {
    inputs.checkReferences(id, files);
  }

  void checkReference(JobFile file) throws BriefRefused {
    inputs.checkReference(id, file);
  }
}
