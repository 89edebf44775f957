package dev.rivyaroutes.simulator.files;

import static dev.rivyaroutes.simulator.server.ApiError.require;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.media.DetectMediaType;
import dev.rivyaroutes.media.MediaKind;
import dev.rivyaroutes.media.MediaType;
import dev.rivyaroutes.simulator.model.Catalogue;
import dev.rivyaroutes.simulator.model.Model;
import dev.rivyaroutes.simulator.server.ApiJson;
import dev.rivyaroutes.simulator.server.Call;
import dev.rivyaroutes.simulator.server.Handler;
import dev.rivyaroutes.simulator.server.Reply;
import java.io.IOException;
import java.time.Clock;
import java.util.Set;

/**
 * {@code POST /files}: streams the form through, checks kind, model, signature and size, and keeps
 * what is known of the file.
 */
public final class UploadFile implements Handler {

  private static final Set<String> FIELDS = Set.of("kind", "model", "client_request_id");
  private static final int TRACE_MAX = 128;

  private final UploadedFiles files;
  private final Catalogue catalogue;
  private final Clock clock;
  private final int status;

  public UploadFile(UploadedFiles files, Catalogue catalogue, Clock clock, int status) {
    this.files = files;
    this.catalogue = catalogue;
    this.clock = clock;
    this.status = status;
  }

  @Override
  public Reply answer(Call call) throws IOException {
    ReadForm.Form form = ReadForm.of(call.header("Content-Type"), call.exchange().getRequestBody());
    fields(form);
    String kind = form.fields().getOrDefault("kind", "");
    FileRules.check(type(form.file(), kind), form.file().size(), rule(kind, form));
    UploadedFile file = keep(call.account(), kind, form.file());
    return ApiJson.json(status, files.shape().wrap(ShowFile.json(file, call.base())));
  }

  private static void fields(ReadForm.Form form) {
    require(
        form.file() != null && form.file().size() != 0, "file is required and must not be empty.");
    form.fields()
        .keySet()
        .forEach(
            field -> {
              require(FIELDS.contains(field), "The form field " + field + " is not accepted.");
            });
    require(
        form.fields().getOrDefault("client_request_id", "").length() <= TRACE_MAX,
        "client_request_id is longer than " + TRACE_MAX + " characters.");
  }

  private JsonNode rule(String kind, ReadForm.Form form) {
    JsonNode standard = FileRules.of(kind);
    require(standard != null, "kind must be image, video or audio.");
    String id = form.fields().get("model");
    if (id == null) {
      return standard;
    }
    Model model = catalogue.model(id);
    require(model != null, "model is not in GET /models.");
    if (model.category() == null && model.takesInput("file") && kind.equals("image")) {
      return standard;
    }
    JsonNode rule = model.referenceKind(kind);
    require(!rule.isMissingNode(), "The model takes no files of kind " + kind + ".");
    return rule;
  }

  private static String type(ReadForm.FilePart file, String kind) {
    MediaType detected = DetectMediaType.of(file.head());
    String seen = detected.contentType();
    require(
        detected.kind() != MediaKind.OTHER, "The signature of the file is of no accepted type.");
    if (seen.equals("video/mp4") && kind.equals("audio")) {
      seen = "audio/mp4";
    }
    String said = file.contentType() == null ? seen : file.contentType().split(";")[0].trim();
    boolean same =
        said.equals(seen)
            || said.equals("application/octet-stream")
            || said.equals("audio/x-wav") && seen.equals("audio/wav");
    require(same, "The file is said to be " + said + ", but its signature is " + seen + ".");
    return seen;
  }

  private UploadedFile keep(String account, String kind, ReadForm.FilePart part) {
    String id = files.mint();
    UploadedFile file =
        new UploadedFile(
            id,
            account,
            kind,
            part.name(),
            new FileContent(type(part, kind), part.size(), part.sha256()),
            kind.equals("image") ? null : "dur_" + id + "_" + part.sha256().substring(0, 8),
            clock.instant());
    files.keep(file);
    return file;
  }
}
