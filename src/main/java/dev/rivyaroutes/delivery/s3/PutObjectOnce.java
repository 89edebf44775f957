package dev.rivyaroutes.delivery.s3;

import dev.rivyaroutes.delivery.Content;
import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultNames;
import dev.rivyaroutes.media.s3.S3Checksum;
import dev.rivyaroutes.media.s3.S3Connection;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Puts a file of a result into a bucket, once. A repeated delivery finds its own object and leaves
 * it; other bytes of the same job replace it. An object of another owner is never replaced: the
 * file gets a name with the job's id instead, the same at every repeat.
 */
class PutObjectOnce {
  private static final String JOB = S3Connection.OWN_METADATA + "job";
  private static final String SHA256 = S3Connection.OWN_METADATA + "sha256";
  private static final int MOST_ATTEMPTS = 3;

  private final S3Connection connection;
  private final String bucket;

  PutObjectOnce(S3Connection connection, String bucket) {
    this.connection = connection;
    this.bucket = bucket;
  }

  /**
   * @return the key that now has the bytes
   * @throws DeliveryFailed when both keys belong to others
   */
  String put(String key, String type, Content content, Result result)
      throws IOException, DeliveryFailed {
    String own = ResultNames.withJob(key, result.jobId());
    if (putUnder(key, type, content, result)) {
      return key;
    }
    if (putUnder(own, type, content, result)) {
      return own;
    }
    throw new DeliveryFailed(
        "s3://%s/%s and %s belong to others and are not overwritten. Remove one of them, or give this sink a prefix of its own."
            .formatted(bucket, key, own));
  }

  /** Whether the key now has the bytes; false when it belongs to another owner. */
  private boolean putUnder(String key, String type, Content content, Result result)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      HeadObjectResponse existing = head(key);
      if (existing != null && !result.jobId().equals(metadata(existing, JOB))) {
        return false;
      }
      if (existing != null && content.sha256().equals(metadata(existing, SHA256))) {
        return true;
      }
      try {
        PutObjectRequest.Builder request = request(key, type, content, result);
        if (existing == null) {
          request.ifNoneMatch("*");
        } else if (attempt < MOST_ATTEMPTS) {
          request.ifMatch(existing.eTag());
        }
        upload(request, content);
        return true;
      } catch (S3Exception e) {
        if (attempt == MOST_ATTEMPTS || !isConditionFailed(e)) {
          throw e;
        }
        // Another replica was faster, or the store does not support the condition: check again.
      }
    }
  }

  private static boolean isConditionFailed(S3Exception e) {
    return e.statusCode() == 412 || e.statusCode() == 409 || e.statusCode() == 501;
  }

  private PutObjectRequest.Builder request(
      String key, String type, Content content, Result result) {
    return PutObjectRequest.builder()
        .bucket(bucket)
        .key(key)
        .contentType(type)
        .metadata(metadata(content, result));
  }

  private void upload(PutObjectRequest.Builder request, Content content) throws IOException {
    S3Checksum.add(connection, request, content.sha256(), content.source());
    ContentStreamProvider bytes =
        ContentStreamProvider.fromInputStreamSupplier(content.source().asSupplier());
    connection
        .client()
        .putObject(
            request.build(),
            RequestBody.fromContentProvider(bytes, content.size(), request.build().contentType()));
  }

  private HeadObjectResponse head(String key) {
    try {
      return connection.client().headObject(r -> r.bucket(bucket).key(key));
    } catch (NoSuchKeyException e) {
      return null;
    }
  }

  private static Map<String, String> metadata(Content content, Result result) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(JOB, result.jobId());
    metadata.put(S3Connection.OWN_METADATA + "delivery", result.deliveryId());
    metadata.put(SHA256, content.sha256());
    if (result.model() != null) {
      metadata.put(S3Connection.OWN_METADATA + "model", result.model());
    }
    return metadata;
  }

  private static String metadata(HeadObjectResponse existing, String key) {
    return existing.metadata().entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(key))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}
