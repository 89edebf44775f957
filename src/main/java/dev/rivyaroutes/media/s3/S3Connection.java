package dev.rivyaroutes.media.s3;

import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A named S3 store with its client.
 *
 * @param name the name in the configuration
 * @param client the shared, thread-safe client; closed with the program
 * @param sendsChecksums whether the store accepts the checksums of the newest S3 clients
 */
public record S3Connection(String name, S3Client client, boolean sendsChecksums) {

  /**
   * The prefix of the metadata keys of all objects that this program writes. Such an object is
   * never a brief.
   */
  public static final String OWN_METADATA = "rivya-";

  /** Whether this program wrote the object with this metadata. */
  public static boolean isWrittenByUs(Map<String, String> metadata) {
    return metadata.keySet().stream()
        .anyMatch(key -> key.toLowerCase(Locale.ROOT).startsWith(OWN_METADATA));
  }

  /**
   * A message with action, reason and remedy, without secrets.
   *
   * @param action the failed action, such as {@code read s3://bucket/key}
   */
  public String explain(String action, Throwable problem) {
    return "S3 connection %s cannot %s: %s"
        .formatted(name, action, new ExplainS3(this).reason(problem));
  }
}
