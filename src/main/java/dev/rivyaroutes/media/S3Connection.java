package dev.rivyaroutes.media;

import software.amazon.awssdk.services.s3.S3Client;

/**
 * A named S3 store, ready for use: its client, and the words for what goes wrong with it.
 *
 * @param name the name in the configuration
 * @param client the client, shared and safe for many threads; closed with the program
 * @param checksummed whether the store takes the checksums of the newest S3 clients
 */
public record S3Connection(String name, S3Client client, boolean checksummed) {

  /**
   * The metadata key that marks an object as a result of ours, with the job's id as value: never to
   * be taken for a brief.
   */
  public static final String RESULT_MARK = "rivya-job";

  /**
   * What went wrong, why, and what to do, in one sentence without secrets.
   *
   * @param action what was tried, such as {@code read s3://bucket/key}
   */
  public String explain(String action, Throwable problem) {
    return "S3 connection %s cannot %s: %s"
        .formatted(name, action, new ExplainS3(this).reason(problem));
  }
}
