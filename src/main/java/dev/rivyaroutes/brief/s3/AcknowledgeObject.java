package dev.rivyaroutes.brief.s3;

import dev.rivyaroutes.FileNames;
import dev.rivyaroutes.media.s3.S3Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * Acknowledges an object whose brief is in the ledger, only while it is the one that was listed: a
 * newer object under its key is not touched. Each action may be repeated.
 */
class AcknowledgeObject {
  private static final String TAG = "rivya";

  private final S3Client client;
  private final AfterAccept after;
  private final String folder;
  private final String target;
  private final String quarantine;

  /**
   * @param prefix the listed prefix; its folders are not repeated under the two others
   * @param target where accepted objects are moved to
   * @param quarantine where refused objects are moved to, with after move and delete
   */
  AcknowledgeObject(
      S3Client client, AfterAccept after, String prefix, String target, String quarantine) {
    this.client = client;
    this.after = after;
    this.folder = FileNames.folder(prefix);
    this.target = target;
    this.quarantine = quarantine;
  }

  void accepted(S3Object object) throws S3ObjectSkipped {
    switch (after) {
      case KEEP -> {}
      case TAG -> tag(object, "accepted");
      case MOVE -> move(object, target);
      case DELETE -> delete(object, current(object));
    }
  }

  void refused(S3Object object, String problem) throws S3ObjectSkipped {
    switch (after) {
      case KEEP -> {}
      case TAG -> tag(object, "refused");
      case MOVE, DELETE -> quarantine(object, problem);
    }
  }

  /** The reason is written first, so that no crash leaves a refused object without it. */
  private void quarantine(S3Object object, String problem) throws S3ObjectSkipped {
    current(object);
    client.putObject(
        r ->
            r.bucket(object.bucket())
                .key(
                    FileNames.fit(
                        quarantine + within(object), ".reason.txt", FileNames.LONGEST_KEY))
                .contentType("text/plain; charset=utf-8")
                .metadata(Map.of(S3Connection.OWN_METADATA + "refused", object.plainETag())),
        RequestBody.fromString(problem));
    move(object, quarantine);
  }

  /** Whether the object has our tag; also false when the store does not answer. */
  boolean isTagged(S3Object object) {
    try {
      return client
          .getObjectTagging(r -> r.bucket(object.bucket()).key(object.key()))
          .tagSet()
          .stream()
          .anyMatch(tag -> tag.key().equals(TAG));
    } catch (SdkException e) {
      return false;
    }
  }

  private void tag(S3Object object, String word) throws S3ObjectSkipped {
    String version = current(object).versionId();
    try {
      tag(object, version, word);
    } catch (S3Exception e) {
      if (e.statusCode() != 501) {
        throw e;
      }
      throw new IllegalStateException(
          "%s cannot be tagged, because its store does not support tags. Set after: keep in the flow."
              .formatted(object.address()),
          e);
    }
  }

  /** Other tags stay. */
  private void tag(S3Object object, String version, String word) {
    List<Tag> tags = new ArrayList<>();
    client
        .getObjectTagging(r -> r.bucket(object.bucket()).key(object.key()).versionId(version))
        .tagSet()
        .stream()
        .filter(tag -> !tag.key().equals(TAG))
        .forEach(tags::add);
    tags.add(Tag.builder().key(TAG).value(word).build());
    client.putObjectTagging(
        r ->
            r.bucket(object.bucket())
                .key(object.key())
                .versionId(version)
                .tagging(t -> t.tagSet(tags)));
  }

  private void move(S3Object object, String under) throws S3ObjectSkipped {
    HeadObjectResponse current = current(object);
    String to = freeName(object, fitting(under + within(object), ""));
    client.copyObject(
        CopyObjectRequest.builder()
            .sourceBucket(object.bucket())
            .sourceKey(object.key())
            .sourceVersionId(current.versionId())
            .copySourceIfMatch(object.eTag())
            .destinationBucket(object.bucket())
            .destinationKey(to)
            .build());
    delete(object, current);
  }

  /** An older object of the same name is kept; this one gets its ETag into the name. */
  private String freeName(S3Object object, String to) {
    HeadObjectResponse there = head(object.bucket(), to);
    if (there == null || object.hasETag(there.eTag())) {
      return to;
    }
    String eTag = object.plainETag();
    return fitting(to, "-" + eTag.substring(0, Math.min(8, eTag.length())));
  }

  /** A key with a text before its extension. */
  private static String fitting(String key, String insert) {
    int dot = key.lastIndexOf('.');
    int at = dot > key.lastIndexOf('/') + 1 ? dot : key.length();
    return FileNames.fit(key.substring(0, at), insert + key.substring(at), FileNames.LONGEST_KEY);
  }

  private String within(S3Object object) {
    return object.key().substring(folder.length());
  }

  private void delete(S3Object object, HeadObjectResponse current) {
    DeleteObjectRequest request =
        DeleteObjectRequest.builder().bucket(object.bucket()).key(object.key()).build();
    try {
      client.deleteObject(request.toBuilder().ifMatch(current.eTag()).build());
    } catch (S3Exception e) {
      if (e.statusCode() != 501) {
        throw e;
      }
      // The store has no conditional delete; the check a moment ago has to suffice.
      client.deleteObject(request);
    }
  }

  private HeadObjectResponse current(S3Object object) throws S3ObjectSkipped {
    HeadObjectResponse current = head(object.bucket(), object.key());
    if (current == null || !object.hasETag(current.eTag())) {
      throw S3ObjectSkipped.changed(object);
    }
    return current;
  }

  private HeadObjectResponse head(String bucket, String key) {
    try {
      return client.headObject(r -> r.bucket(bucket).key(key));
    } catch (NoSuchKeyException e) {
      return null;
    }
  }
}
