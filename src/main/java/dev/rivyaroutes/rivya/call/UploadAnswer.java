package dev.rivyaroutes.rivya.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.ledger.job.Lengths;
import dev.rivyaroutes.ledger.uploads.Uploads.Upload;
import java.util.List;

/**
 * Reads the answer to an upload. The Rivya documentation does not specify it completely: the file
 * is the answer itself, its {@code file} or its {@code data}, whichever has an {@code id} and a
 * {@code url}.
 */
public final class UploadAnswer {

  private UploadAnswer() {}

  /**
   * @throws IllegalStateException when it has no file, so that the outcome is unknown
   */
  public static Upload read(JsonNode answer) {
    for (JsonNode file : List.of(answer, answer.path("file"), answer.path("data"))) {
      String id = file.path("id").asText("");
      String url = file.path("url").asText("");
      if (!id.isEmpty() && !url.isEmpty()) {
        JsonNode token = file.path("duration_token");
        Upload upload = new Upload(id, url, token.isTextual() ? token.textValue() : null);
        if (!fits(upload)) {
          throw new IllegalStateException(
              "Rivya answered the upload with an id, url or token that is too long for the ledger");
        }
        return upload;
      }
    }
    throw new IllegalStateException("Rivya answered the upload without id and url");
  }

  private static boolean fits(Upload upload) {
    String token = upload.durationToken();
    return upload.fileId().length() <= Lengths.RIVYA_ID
        && upload.url().length() <= Lengths.URL
        && (token == null || token.length() <= Lengths.TOKEN);
  }
}
