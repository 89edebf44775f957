package dev.rivyaroutes.simulator.files;

import java.time.Instant;

/**
 * What is known of an uploaded file; its bytes are not kept. The duration token is null for images.
 */
public record UploadedFile(
    String id,
    String account,
    String kind,
    String name,
    FileContent content,
    String durationToken,
    Instant createdAt) {

  public String mimeType() {
    return content.mimeType();
  }

  long size() {
    return content.size();
  }

  public String sha256() {
    return content.sha256();
  }
}
