package dev.rivyaroutes.simulator.files;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.simulator.server.ApiError;
import dev.rivyaroutes.simulator.server.ApiJson;
import dev.rivyaroutes.simulator.server.Call;
import dev.rivyaroutes.simulator.server.Handler;
import dev.rivyaroutes.simulator.server.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** {@code GET /files/{fileId}}: what the upload answered, for the account that owns it. */
public final class ShowFile implements Handler {

  private final UploadedFiles files;

  public ShowFile(UploadedFiles files) {
    this.files = files;
  }

  @Override
  public Reply answer(Call call) {
    UploadedFile file = files.find(call.route().name());
    if (file == null || !file.account().equals(call.account())) {
      throw ApiError.notFound("The file");
    }
    return ApiJson.json(200, files.shape().wrap(json(file, call.base())));
  }

  public static ObjectNode json(UploadedFile file, String base) {
    String name = URLEncoder.encode(file.name(), StandardCharsets.UTF_8).replace("+", "%20");
    ObjectNode json =
        ApiJson.object()
            .put("id", file.id())
            .put("object", "file")
            .put("kind", file.kind())
            .put("name", file.name())
            .put("mime_type", file.mimeType())
            .put("size", file.size())
            .put("url", base + UploadedFiles.PATH + file.id() + "/" + name)
            .put("created_at", ApiJson.time(file.createdAt()));
    if (file.durationToken() != null) {
      json.put("duration_token", file.durationToken());
    }
    return json;
  }
}
