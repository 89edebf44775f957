package dev.rivyaroutes.rivya.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.ledger.job.Lengths;
import dev.rivyaroutes.ledger.uploads.Uploads.Upload;
import java.util.List;

/**
 * Reads the answer to an upload. Rivya's pages do not show it whole: the file is the answer itself,
 * or its {@code file} or {@code data}, whichever holds an {@code id} and a {@code url}.
 */
public final class UploadAnswer {

  private UploadAnswer() {}

  /**
   * @throws IllegalStateException when there is no file in it
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
              "Rivya answered the upload with an id, url or token that the ledger cannot hold");
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
