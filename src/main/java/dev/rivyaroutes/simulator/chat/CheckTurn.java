package dev.rivyaroutes.simulator.chat;

import static dev.rivyaroutes.simulator.server.ApiError.require;
import static dev.rivyaroutes.simulator.server.ApiError.requireKnown;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.simulator.files.UploadedFile;
import dev.rivyaroutes.simulator.files.UploadedFiles;
import dev.rivyaroutes.simulator.model.Catalogue;
import dev.rivyaroutes.simulator.model.Model;
import dev.rivyaroutes.simulator.server.ApiError;
import java.util.Set;

/** Validates the body of a chat call. */
public final class CheckTurn {

  private static final Set<String> FIELDS =
      Set.of(
          "model",
          "session_id",
          "message",
          "attachments",
          "enable_web_search",
          "reasoning_effort",
          "client_request_id");
  private static final Set<String> EFFORTS =
      Set.of("default", "minimal", "low", "medium", "high", "xhigh");

  private final Catalogue catalogue;
  private final UploadedFiles files;

  public CheckTurn(Catalogue catalogue, UploadedFiles files) {
    this.catalogue = catalogue;
    this.files = files;
  }

  Model check(ObjectNode request, String account) {
    requireKnown(request, FIELDS, "The field %s is not accepted.");
    Model model = model(request.path("model"));
    JsonNode message = request.path("message");
    require(message.isTextual() && !message.asText().isBlank(), "message is required.");
    require(
        message.asText().length() <= model.promptMax(),
        "message is longer than " + model.promptMax() + " characters.");
    for (String text : Set.of("session_id", "client_request_id")) {
      JsonNode value = request.path(text);
      require(value.isMissingNode() || value.isTextual(), text + " must be a string.");
    }
    JsonNode search = request.path("enable_web_search");
    require(search.isMissingNode() || search.isBoolean(), "enable_web_search must be a boolean.");
    require(
        EFFORTS.contains(request.path("reasoning_effort").asText("default")),
        "reasoning_effort must be one of " + EFFORTS + ".");
    attachments(request.path("attachments"), model, account);
    return model;
  }

  private Model model(JsonNode id) {
    Model model = id.isTextual() ? catalogue.model(id.asText()) : null;
    if (model == null || !model.takesTurns()) {
      throw new ApiError(
          400, "chat_model_not_supported", "model must be an available chat model of GET /models.");
    }
    return model;
  }

  private void attachments(JsonNode attachments, Model model, String account) {
    require(attachments.isMissingNode() || attachments.isArray(), "attachments must be an array.");
    for (JsonNode attachment : attachments) {
      UploadedFile file = files.find(attachment.path("file_id").asText());
      if (attachment.size() != 1
          || file == null
          || !file.account().equals(account)
          || !file.kind().equals("image")
          || !model.takesInput("file")) {
        throw new ApiError(
            400,
            "chat_attachment_not_supported",
            "An attachment must be the file_id of an image of the Files API.");
      }
    }
  }
}
