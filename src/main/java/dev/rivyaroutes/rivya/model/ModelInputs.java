package dev.rivyaroutes.rivya.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.rivya.call.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model takes; a missing field is 0 or empty and not checked.
 *
 * @param maxPromptLength characters; 0 when there is no limit
 * @param forms text, file, url
 * @param fileKinds the kinds of references that it takes
 * @param references how many references it takes, and how large
 */
record ModelInputs(
    int maxPromptLength, List<String> forms, List<String> fileKinds, ReferenceLimits references) {

  static ModelInputs of(JsonNode item) {
    return new ModelInputs(
        Numbers.smallCount(item.path("max_prompt_length")),
        texts(item.path("supported_api_inputs")),
        texts(item.path("file_kinds")),
        ReferenceLimits.of(item.path("reference_media")));
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return List.copyOf(texts);
  }

  boolean replaces(ModelInputs other) {
    return forms.containsAll(other.forms) && fileKinds.containsAll(other.fileKinds);
  }

  /** Whether it takes inputs of this form; true when the forms are unknown. */
  boolean takes(String form) {
    return forms.isEmpty() || forms.contains(form);
  }

  void checkReferences(String model, List<JobFile> files) throws BriefRefused {
    if (files.isEmpty()) {
      return;
    }
    if (!takes("file")) {
      throw new BriefRefused(
          "Model " + model + " takes no reference files; leave them out or choose another model.");
    }
    for (JobFile file : files) {
      checkKind(model, file);
    }
    references.check(model, files);
  }

  void checkReference(String model, JobFile file) throws BriefRefused {
    checkKind(model, file);
    references.check(model, file);
  }

  private void checkKind(String model, JobFile file) throws BriefRefused {
    if (file.kind() != null && !fileKinds.isEmpty() && !fileKinds.contains(file.kind())) {
      throw new BriefRefused(
          "The reference %s is of kind %s; model %s takes %s. Leave it out, or choose another model."
              .formatted(file.name(), file.kind(), model, String.join(", ", fileKinds)));
    }
  }
}
