package dev.rivyaroutes.simulator.files;

import static dev.rivyaroutes.simulator.server.ApiError.require;
import static dev.rivyaroutes.simulator.server.ApiError.requireKnown;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.simulator.model.Model;
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
    require(items.isArray(), "params.referenceMediaItems must be an array.");
    require(
        items.size() <= model.referencesMax(),
        "params.referenceMediaItems has %s items; this model takes at most %s."
            .formatted(items.size(), model.referencesMax()));
    for (int i = 0; i < items.size(); i++) {
      item("params.referenceMediaItems[" + i + "]", items.get(i), model, account);
    }
  }

  private void item(String place, JsonNode item, Model model, String account) {
    requireKnown(item, FIELDS, place + ".%s is not accepted.");
    JsonNode rule = model.referenceKind(item.path("kind").asText());
    require(!rule.isMissingNode(), place + ".kind is not accepted by this model.");
    UploadedFile file = files.byUrl(item.path("url").asText());
    require(
        file != null && file.account().equals(account),
        place + ".url is not the url of a file that this account uploaded.");
    require(
        file.kind().equals(item.path("kind").asText()),
        place + ".kind is not the kind of the uploaded file.");
    FileRules.check(file.mimeType(), file.size(), rule);
    require(
        file.durationToken() == null
            || file.durationToken().equals(item.path("durationToken").asText()),
        place + ".durationToken must be the duration_token of the file.");
  }
}
