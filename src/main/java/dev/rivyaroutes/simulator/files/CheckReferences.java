package dev.rivyaroutes.simulator.files;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.simulator.model.Model;
import dev.rivyaroutes.simulator.server.ApiError;
import java.util.Set;

/** Validates {@code params.referenceMediaItems} by the model and the account's uploads. */
public final class CheckReferences {

  private static final Set<String> FIELDS =
      Set.of("url", "kind", "name", "mimeType", "durationSeconds", "durationToken");

  private final UploadedFiles files;

  public CheckReferences(UploadedFiles files) {
    this.files = files;
  }

  public void check(JsonNode items, Model model, String account) {
    if (!items.isArray()) {
      throw ApiError.invalid("params.referenceMediaItems must be an array.");
    }
    if (items.size() > model.referencesMax()) {
      throw ApiError.invalid(
          "params.referenceMediaItems has %s items; this model takes at most %s."
              .formatted(items.size(), model.referencesMax()));
    }
    for (int i = 0; i < items.size(); i++) {
      item("params.referenceMediaItems[" + i + "]", items.get(i), model, account);
    }
  }

  private void item(String place, JsonNode item, Model model, String account) {
    item.fieldNames()
        .forEachRemaining(
            field -> {
              if (!FIELDS.contains(field)) {
                throw ApiError.invalid(place + "." + field + " is not accepted.");
              }
            });
    JsonNode rule = model.referenceKind(item.path("kind").asText());
    if (rule.isMissingNode()) {
      throw ApiError.invalid(place + ".kind is not accepted by this model.");
    }
    UploadedFile file = files.byUrl(item.path("url").asText());
    if (file == null || !file.account().equals(account)) {
      throw ApiError.invalid(place + ".url is not the url of a file that this account uploaded.");
    }
    if (!file.kind().equals(item.path("kind").asText())) {
      throw ApiError.invalid(place + ".kind is not the kind of the uploaded file.");
    }
    FileRules.check(file.mimeType(), file.size(), rule);
    if (file.durationToken() != null
        && !file.durationToken().equals(item.path("durationToken").asText())) {
      throw ApiError.invalid(place + ".durationToken must be the duration_token of the file.");
    }
  }
}
