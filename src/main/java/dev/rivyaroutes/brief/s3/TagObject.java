package dev.rivyaroutes.brief.s3;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;

/** The tag that says what became of an object. */
final class TagObject {
  private static final String TAG = "rivya";

  private final S3Client client;

  TagObject(S3Client client) {
    this.client = client;
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

  /** Adds the tag with a word to a version of an object. */
  void tag(S3Object object, String version, String word) {
    try {
      put(object, version, word);
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
  private void put(S3Object object, String version, String word) {
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
}
