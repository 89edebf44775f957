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
 * The references that a model takes, from its {@code reference_media}. The Rivya documentation does
 * not specify the fields: without those below, Rivya checks the references before it charges. The
 * types default to those of the Files API, so that a file in another format is refused before it is
 * sent.
 *
 * @param most how many; 0 when unknown
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

  static ReferenceLimits of(JsonNode media) {
    Map<String, Long> mostBytes = new HashMap<>();
    Map<String, Set<String>> types = new HashMap<>();
    for (JsonNode kind : media.path("kinds")) {
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
    return new ReferenceLimits(Numbers.smallCount(media.path("max_files")), mostBytes, types);
  }

  void check(String model, List<JobFile> files) throws BriefRefused {
    if (most > 0 && files.size() > most) {
      throw new BriefRefused(
          "The brief has %d reference files; model %s takes at most %d. Leave some out, or choose"
                  .formatted(files.size(), model, most)
              + " another model.");
    }
    for (JobFile file : files) {
      check(model, file);
    }
  }

  void check(String model, JobFile file) throws BriefRefused {
    Long limit = file.kind() == null ? null : mostBytes.get(file.kind());
    if (limit != null && file.size() > limit) {
      throw new BriefRefused(
          "The reference %s has %d bytes; model %s takes a file of kind %s up to %d bytes. Make it smaller."
              .formatted(file.name(), file.size(), model, file.kind(), limit));
    }
    checkType(model, file);
  }

  private void checkType(String model, JobFile file) throws BriefRefused {
    Set<String> taken =
        file.kind() == null ? null : types.getOrDefault(file.kind(), USUAL.get(file.kind()));
    if (taken != null && taken.stream().noneMatch(type -> same(type, file.contentType()))) {
      throw new BriefRefused(
          "The reference %s is %s by its first bytes; model %s takes %s. Convert it to one of them."
              .formatted(file.name(), file.contentType(), model, String.join(", ", taken)));
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
