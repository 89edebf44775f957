package dev.rivyaroutes.flowtest.end;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.codec.digest.DigestUtils;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A store of objects in memory, with any bucket that a flow names. */
public final class MemoryS3 implements S3Client {
  private final ConcurrentSkipListMap<String, StoredObject> objects = new ConcurrentSkipListMap<>();
  private final AtomicInteger puts = new AtomicInteger();
  private final Clock clock;
  private final Recorder recorder;
  private final ContentFacts facts;

  public MemoryS3(Clock clock, Recorder recorder, ContentFacts facts) {
    this.clock = clock;
    this.recorder = recorder;
    this.facts = facts;
  }

  /** Somebody else puts an object. */
  public String put(String bucket, String key, byte[] bytes, String type) {
    StoredObject stored =
        new StoredObject(bucket, key, bytes, type, Map.of(), eTag(bytes), clock.instant());
    objects.put(path(bucket, key), stored);
    return stored.eTag();
  }

  /** Forgets everything, before the next case. */
  public void clear() {
    objects.clear();
  }

  private static String path(String bucket, String key) {
    return bucket + "/" + key;
  }

  /** Another one for each object, so that cases with equal files do not meet. */
  private String eTag(byte[] bytes) {
    return "\"%s-%d\"".formatted(DigestUtils.md5Hex(bytes), puts.incrementAndGet());
  }

  private StoredObject find(String bucket, String key) {
    StoredObject stored = objects.get(path(bucket, key));
    if (stored == null) {
      throw NoSuchKeyException.builder().statusCode(404).message("There is no such key.").build();
    }
    return stored;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // Nothing is open.
  }

  @Override
  public HeadBucketResponse headBucket(HeadBucketRequest request) {
    return HeadBucketResponse.builder().build();
  }

  @Override
  public HeadObjectResponse headObject(HeadObjectRequest request) {
    return find(request.bucket(), request.key()).head();
  }

  @Override
  public ResponseInputStream<GetObjectResponse> getObject(GetObjectRequest request) {
    return getObject(request, ResponseTransformer.toInputStream());
  }

  @Override
  public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> to) {
    StoredObject stored = find(request.bucket(), request.key());
    try {
      return to.transform(
          stored.get(), AbortableInputStream.create(new ByteArrayInputStream(stored.bytes())));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
    String prefix = request.prefix() == null ? "" : request.prefix();
    return ListObjectsV2Response.builder()
        .isTruncated(false)
        .contents(
            objects.values().stream()
                .filter(stored -> stored.bucket().equals(request.bucket()))
                .filter(stored -> stored.key().startsWith(prefix))
                .map(StoredObject::listed)
                .toList())
        .build();
  }

  @Override
  public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
    byte[] bytes;
    try {
      bytes = body.contentStreamProvider().newStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String path = path(request.bucket(), request.key());
    if ("*".equals(request.ifNoneMatch()) && objects.containsKey(path)) {
      throw S3Exception.builder().statusCode(412).message("There is such a key.").build();
    }
    Map<String, String> metadata = new TreeMap<>(request.metadata());
    StoredObject stored =
        new StoredObject(
            request.bucket(),
            request.key(),
            bytes,
            request.contentType(),
            metadata,
            eTag(bytes),
            clock.instant());
    objects.put(path, stored);
    recorder.add(stored.item(facts));
    return PutObjectResponse.builder().eTag(stored.eTag()).build();
  }

  @Override
  public CopyObjectResponse copyObject(CopyObjectRequest request) {
    StoredObject from = find(request.sourceBucket(), request.sourceKey());
    put(request.destinationBucket(), request.destinationKey(), from.bytes(), from.type());
    return CopyObjectResponse.builder().build();
  }

  @Override
  public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
    objects.remove(path(request.bucket(), request.key()));
    return DeleteObjectResponse.builder().build();
  }

  @Override
  public GetObjectTaggingResponse getObjectTagging(GetObjectTaggingRequest request) {
    find(request.bucket(), request.key());
    return GetObjectTaggingResponse.builder().tagSet(List.of()).build();
  }

  @Override
  public PutObjectTaggingResponse putObjectTagging(PutObjectTaggingRequest request) {
    find(request.bucket(), request.key());
    return PutObjectTaggingResponse.builder().build();
  }
}
