package dev.rivyaroutes.rivya;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.brief.BriefRefused;
import dev.rivyaroutes.ledger.JobFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model's {@code reference_media} tells of the references that it takes. Rivya's pages do
 * not name its fields: what is not told under the names below is not checked here, and left to
 * Rivya, which refuses it before a credit is spent.
 *
 * @param most how many; 0 when it is not told
 * @param mostBytes how large, by kind
 */
record ReferenceLimits(int most, Map<String, Long> mostBytes) {

  static ReferenceLimits of(JsonNode told) {
    Map<String, Long> mostBytes = new HashMap<>();
    for (JsonNode kind : told.path("kinds")) {
      long bytes = kind.path("max_bytes").asLong(0);
      if (bytes > 0 && kind.path("kind").isTextual()) {
        mostBytes.put(kind.path("kind").asText(), bytes);
      }
    }
    return new ReferenceLimits(told.path("max_files").asInt(0), Map.copyOf(mostBytes));
  }

  void check(String model, List<JobFile> files) throws BriefRefused {
    if (most > 0 && files.size() > most) {
      throw new BriefRefused(
          "The brief has "
              + files.size()
              + " reference files; model "
              + model
              + " takes at most "
              + most
              + ". Leave some out, or choose another model.");
    }
    for (JobFile file : files) {
      check(model, file);
    }
  }

  void check(String model, JobFile file) throws BriefRefused {
    Long limit = file.kind() == null ? null : mostBytes.get(file.kind());
    if (limit != null && file.size() > limit) {
      throw new BriefRefused(
          "The reference "
              + file.name()
              + " has "
              + file.size()
              + " bytes; model "
              + model
              + " takes a file of kind "
              + file.kind()
              + " up to "
              + limit
              + " bytes. Make it smaller.");
    }
  }
}
