package dev.rivyaroutes.delivery.s3;

import dev.rivyaroutes.delivery.Content;
import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultNames;
import dev.rivyaroutes.media.s3.S3Checksum;
import dev.rivyaroutes.media.s3.S3Connection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Puts one file of a result into a bucket, once. A repeat finds its own object and leaves it; other
 * bytes of the same job replace it; what belongs to anybody else is never touched: the file takes
 * the name with the job's id in it instead, the same one at every repeat.
 */
class PutObjectOnce {
  private static final String JOB = S3Connection.OWN_METADATA + "job";
  private static final String SHA256 = S3Connection.OWN_METADATA + "sha256";
  private static final int ROUNDS = 3;

  private final S3Connection connection;
  private final String bucket;

  PutObjectOnce(S3Connection connection, String bucket) {
    this.connection = connection;
    this.bucket = bucket;
  }

  /**
   * @return the key under which the bytes are now
   * @throws DeliveryFailed when both names belong to others
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
        "s3://%s/%s and %s belong to others, and nothing of theirs is overwritten. Remove one of them, or give this sink a prefix of its own."
            .formatted(bucket, key, own));
  }

  /** Whether the key now holds the bytes; false when it belongs to somebody else. */
  private boolean putUnder(String key, String type, Content content, Result result)
      throws IOException {
    for (int round = 1; ; round++) {
      HeadObjectResponse there = head(key);
      if (there != null && !result.jobId().equals(metadata(there, JOB))) {
        return false;
      }
      if (there != null && content.sha256().equals(metadata(there, SHA256))) {
        return true;
      }
      try {
        PutObjectRequest.Builder request = request(key, type, content, result);
        if (there == null) {
          request.ifNoneMatch("*");
        } else if (round < ROUNDS) {
          request.ifMatch(there.eTag());
        }
        upload(request, content);
        return true;
      } catch (S3Exception e) {
        if (round == ROUNDS || !isOvertaken(e)) {
          throw e;
        }
        // Another replica, or a store that has no conditions for what was asked: look again.
      }
    }
  }

  private static boolean isOvertaken(S3Exception e) {
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
    new S3Checksum(connection).add(request, content.sha256(), content.source()::open);
    ContentStreamProvider bytes =
        ContentStreamProvider.fromInputStreamSupplier(() -> open(content.source()));
    connection
        .client()
        .putObject(
            request.build(),
            RequestBody.fromContentProvider(bytes, content.size(), request.build().contentType()));
  }

  private static InputStream open(Content.Source source) {
    try {
      return source.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  private static String metadata(HeadObjectResponse there, String key) {
    return there.metadata().entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(key))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}
