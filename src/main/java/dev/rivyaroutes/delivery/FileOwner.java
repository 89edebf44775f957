package dev.rivyaroutes.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/** Whose file already exists where a result is to be written. */
enum FileOwner {
  /** No file exists. */
  NONE,
  /** The same file, complete. */
  SAME,
  /** An older version of this job's file. */
  OURS,
  /** A file of another job or another program, which stays unchanged. */
  FOREIGN;

  private static final long MAX_DOCUMENT = 1_048_576;

  /**
   * The file that a document describes.
   *
   * @param n the file's number; 0 for the document of a failed result
   */
  record ResultFileId(String job, int n) {}

  /**
   * @param target where the result is to be written
   * @param document the document that names the owner: the sidecar, or the target itself
   */
  static FileOwner of(
      TargetFiles files, String target, String document, ResultFileId owner, Content content)
      throws IOException {
    Optional<TargetFiles.Existing> there = files.find(target);
    Optional<TargetFiles.Existing> described =
        document.equals(target) ? there : files.find(document);
    if (described.isPresent() && !owner.equals(owner(files, document, described.get()))) {
      return FOREIGN;
    }
    if (there.isEmpty()) {
      return NONE;
    }
    if (!there.get().file()) {
      return FOREIGN;
    }
    if (same(files, target, there.get(), content)) {
      return SAME;
    }
    return described.isPresent() ? OURS : FOREIGN;
  }

  /** The file that a document describes; null when this program did not write the document. */
  private static ResultFileId owner(
      TargetFiles files, String document, TargetFiles.Existing existing) throws IOException {
    if (!existing.file() || existing.size() > MAX_DOCUMENT) {
      return null;
    }
    try (InputStream bytes = files.open(document)) {
      JsonNode read = Json.PLAIN.readTree(bytes);
      String job = read.path("job").asText();
      return job.isEmpty() ? null : new ResultFileId(job, read.at("/files/0/n").asInt());
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static boolean same(
      TargetFiles files, String target, TargetFiles.Existing existing, Content content)
      throws IOException {
    if (existing.size() != content.size()) {
      return false;
    }
    try (InputStream bytes = files.open(target)) {
      return DigestUtils.sha256Hex(bytes).equals(content.sha256());
    }
  }
}
