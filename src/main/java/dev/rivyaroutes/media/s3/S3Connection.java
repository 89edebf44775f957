package dev.rivyaroutes.media.s3;

import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A named S3 store, ready for use: its client, and the words for what goes wrong with it.
 *
 * @param name the name in the configuration
 * @param client the client, shared and safe for many threads; closed with the program
 * @param sendsChecksums whether the store takes the checksums of the newest S3 clients
 */
public record S3Connection(String name, S3Client client, boolean sendsChecksums) {

  /**
   * What the metadata keys of all objects that this program writes start with. Such an object is
   * never a brief, wherever it lies.
   */
  public static final String OWN_METADATA = "rivya-";

  /** Whether this program wrote the object with this metadata. */
  public static boolean isWrittenByUs(Map<String, String> metadata) {
    return metadata.keySet().stream()
        .anyMatch(key -> key.toLowerCase(Locale.ROOT).startsWith(OWN_METADATA));
  }

  /**
   * What went wrong, why, and what to do, without secrets.
   *
   * @param action what was tried, such as {@code read s3://bucket/key}
   */
  public String explain(String action, Throwable problem) {
    return "S3 connection %s cannot %s: %s"
        .formatted(name, action, new ExplainS3(this).reason(problem));
  }
}
