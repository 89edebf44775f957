package dev.rivyaroutes.delivery.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.delivery.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
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
  static FileOwner of(Path target, Path document, ResultFileId owner, Content content)
      throws IOException {
    boolean free = !Files.exists(target, LinkOption.NOFOLLOW_LINKS);
    boolean documented =
        document.equals(target) ? !free : Files.exists(document, LinkOption.NOFOLLOW_LINKS);
    if (documented && !owner.equals(owner(document))) {
      return FOREIGN;
    }
    if (free) {
      return NONE;
    }
    if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
      return FOREIGN;
    }
    if (same(target, content)) {
      return SAME;
    }
    return documented ? OURS : FOREIGN;
  }

  /** The file that a document describes; null when this program did not write the document. */
  private static ResultFileId owner(Path document) throws IOException {
    if (!Files.isRegularFile(document, LinkOption.NOFOLLOW_LINKS)
        || Files.size(document) > MAX_DOCUMENT) {
      return null;
    }
    try (InputStream bytes = Files.newInputStream(document)) {
      JsonNode read = Json.PLAIN.readTree(bytes);
      String job = read.path("job").asText();
      return job.isEmpty() ? null : new ResultFileId(job, read.at("/files/0/n").asInt());
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static boolean same(Path target, Content content) throws IOException {
    if (Files.size(target) != content.size()) {
      return false;
    }
    try (InputStream bytes = Files.newInputStream(target)) {
      return DigestUtils.sha256Hex(bytes).equals(content.sha256());
    }
  }
}
