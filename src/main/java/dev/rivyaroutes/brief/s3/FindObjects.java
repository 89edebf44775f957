package dev.rivyaroutes.brief.s3;

import dev.rivyaroutes.media.s3.S3ObjectStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Finds objects as they are now, and their copies. A copy has another ETag if its original was
 * uploaded in parts, or if the store encrypts it; its size and its SHA-256 are the same.
 */
final class FindObjects {
  private final S3Client client;

  FindObjects(S3Client client) {
    this.client = client;
  }

  /** The object that was listed, which must be there still. */
  HeadObjectResponse current(S3Object object) throws S3ObjectSkipped {
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

  /** The object that is under a key now; empty if there is none. */
  Optional<S3Object> now(String bucket, String key) {
    return Optional.ofNullable(head(bucket, key))
        .map(
            there ->
                new S3Object(
                    bucket, key, there.eTag(), there.contentLength(), there.lastModified()));
  }

  /**
   * Whether an object is the copy of another one, which is still there.
   *
   * @throws S3ObjectSkipped if one of the two was replaced or removed
   */
  boolean isCopy(S3Object there, S3Object original) throws IOException, S3ObjectSkipped {
    return original.hasETag(there.eTag())
        || there.size() == original.size() && sha256(there).equals(sha256(original));
  }

  /**
   * Whether an object has the content that another one had.
   *
   * @param sha256 of the whole content of the original
   * @throws S3ObjectSkipped if it was replaced or removed
   */
  boolean isCopy(S3Object there, S3Object original, String sha256)
      throws IOException, S3ObjectSkipped {
    return original.hasETag(there.eTag())
        || there.size() == original.size() && sha256(there).equals(sha256);
  }

  private String sha256(S3Object object) throws IOException, S3ObjectSkipped {
    try (InputStream in = new S3ObjectStream(client.getObject(object.read()))) {
      return DigestUtils.sha256Hex(in);
    } catch (S3Exception e) {
      if (e.statusCode() == 404 || e.statusCode() == 412) {
        throw S3ObjectSkipped.changed(object);
      }
      throw e;
    }
  }
}
