package dev.rivyaroutes.brief.s3;

import dev.rivyaroutes.brief.Arrival;
import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.ledger.job.BriefId;
import java.time.Instant;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * One object as a bucket listing named it: this key with this content.
 *
 * @param bucket the bucket
 * @param key the whole key
 * @param eTag the ETag as the store wrote it, including quotes; null where the listing has none, as
 *     in some stores while the object is being written
 * @param size bytes
 * @param modifiedAt when the store has had it since
 */
public record S3Object(String bucket, String key, String eTag, long size, Instant modifiedAt) {

  /** The source id: stable for this content under this key. */
  public String id() {
    return bucket + "/" + key + "|" + plainETag();
  }

  /** The id of its brief; the bucket's name and the ETag have neither {@code /} nor {@code |}. */
  public BriefId briefId() {
    return briefId("");
  }

  /** What the ledger knows it by if it was refused and stays where it is. */
  BriefId settledId() {
    return briefId("settled");
  }

  private BriefId briefId(String version) {
    Origin origin = Origin.s3(bucket);
    return new BriefId(origin.source(), origin.caller(), id(), 0, version);
  }

  /** Its arrival: the same brief, whoever found the object. */
  Arrival arrival(GetObjectResponse found) {
    return new Arrival(Origin.s3(bucket), id(), key, found.contentType(), found.contentEncoding());
  }

  String plainETag() {
    return plain(eTag);
  }

  /** Whether an ETag names this content; some stores quote it only in some responses. */
  boolean hasETag(String other) {
    return other != null && plainETag().equals(plain(other));
  }

  boolean hasNoETag() {
    return eTag == null;
  }

  private static String plain(String eTag) {
    return eTag == null ? "" : eTag.replaceFirst("^W/", "").replace("\"", "");
  }

  String address() {
    return "s3://" + bucket + "/" + key;
  }

  /** Reads exactly what was listed, or fails with 412 when it was replaced. */
  GetObjectRequest read() {
    return GetObjectRequest.builder().bucket(bucket).key(key).ifMatch(eTag).build();
  }

  /** An empty object that stands for a folder. */
  boolean isFolderMarker() {
    return key.endsWith("/") || size == 0 && key.endsWith("_$folder$");
  }
}
