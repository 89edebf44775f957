package dev.rivyaroutes.rivya.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.rivya.call.Numbers;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a model's {@code reference_media} tells of the references that it takes. Rivya's pages do
 * not name its fields: what is not told under the names below is not checked here, and left to
 * Rivya, which refuses it before a credit is spent. Only the types are the usual ones of the Files
 * API then: a photo in another format is refused with its name before any of it is sent.
 *
 * @param most how many; 0 when it is not told
 * @param mostBytes how large, by kind
 * @param types which media types, by kind
 */
record ReferenceLimits(int most, Map<String, Long> mostBytes, Map<String, Set<String>> types) {

  /** Source: the "Files" page of the Rivya documentation. */
  private static final Map<String, Set<String>> USUAL =
      Map.of(
          "image", types("image/jpeg", "image/png", "image/webp"),
          "video", types("video/mp4", "video/quicktime", "video/webm"),
          "audio", types("audio/mpeg", "audio/mp4", "audio/wav", "audio/aac", "audio/ogg"));

  private static Set<String> types(String... names) {
    return new LinkedHashSet<>(List.of(names));
  }

  static ReferenceLimits of(JsonNode told) {
    Map<String, Long> mostBytes = new HashMap<>();
    Map<String, Set<String>> types = new HashMap<>();
    for (JsonNode kind : told.path("kinds")) {
      long bytes = Numbers.count(kind.path("max_bytes"));
      if (bytes > 0 && kind.path("kind").isTextual()) {
        mostBytes.put(kind.path("kind").asText(), bytes);
      }
      Set<String> taken = new LinkedHashSet<>();
      kind.path("mime_types").forEach(type -> taken.add(type.asText()));
      if (!taken.isEmpty()) {
        types.put(kind.path("kind").asText(), taken);
      }
    }
    return new ReferenceLimits(Numbers.smallCount(told.path("max_files")), mostBytes, types);
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
    checkType(model, file);
  }

  private void checkType(String model, JobFile file) throws BriefRefused {
    Set<String> taken =
        file.kind() == null ? null : types.getOrDefault(file.kind(), USUAL.get(file.kind()));
    if (taken != null && taken.stream().noneMatch(type -> same(type, file.contentType()))) {
      throw new BriefRefused(
          "The reference "
              + file.name()
              + " is "
              + file.contentType()
              + " by its first bytes; model "
              + model
              + " takes "
              + String.join(", ", taken)
              + ". Convert it to one of them.");
    }
  }

  /** Some types have two names, such as audio/wav and audio/x-wav. */
  private static boolean same(String one, String other) {
    return plain(one).equals(plain(other));
  }

  private static String plain(String type) {
    return type.replace("/x-", "/")
        .replace("/jpg", "/jpeg")
        .replace("/m4a", "/mp4")
        .replace("/mp3", "/mpeg");
  }
}
