package dev.rivyaroutes.media.s3;

import dev.rivyaroutes.media.MediaNotFound;
import dev.rivyaroutes.media.MediaStore;
import dev.rivyaroutes.media.MediaStoreFailed;
import dev.rivyaroutes.media.StoredMedia;
import dev.rivyaroutes.media.file.UnfinishedFiles;
import dev.rivyaroutes.media.file.WriteBlob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Stores media in a bucket that all replicas share, as {@code <prefix>ab/cd/abcd…}. Bytes are first
 * written to a local temporary file, because their address is known only at the end. The store
 * verifies their hash.
 *
 * <p>The time of an object is the time it was last put. Bytes that are stored again are put again
 * when their object is older than a day, so that no clean-up deletes them. S3 cannot delete only
 * old objects: an object may be put between the check and the delete, so its existence is checked
 * again after an old object was put.
 */
class S3MediaStore implements MediaStore {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Duration YOUNG = Duration.ofDays(1);

  private final S3Connection connection;
  private final String bucket;
  private final String prefix;
  private final Path temporary;
  private final Clock clock;

  S3MediaStore(S3Connection connection, String bucket, String prefix, Path temporary, Clock clock) {
    this.connection = connection;
    this.bucket = bucket;
    this.prefix = prefix;
    this.temporary = temporary;
    this.clock = clock;
  }

  @Override
  public StoredMedia put(InputStream bytes, long maxBytes) throws IOException {
    Path written = temporary.resolve(UUID.randomUUID().toString());
    try (bytes) {
      StoredMedia media = WriteBlob.to(written, bytes, maxBytes);
      HeadObjectResponse existing = head(media.sha256());
      if (existing == null || existing.contentLength() != media.size()) {
        upload(media, written);
      } else if (isOld(existing)) {
        do {
          upload(media, written);
        } while (!contains(media.sha256()));
      }
      return media;
    } finally {
      Files.deleteIfExists(written);
    }
  }

  private void upload(StoredMedia media, Path file) throws IOException {
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(key(media.sha256()))
            .contentType(media.type().contentType())
            .metadata(Map.of(S3Connection.OWN_METADATA + "media", media.sha256()));
    S3Checksum.add(connection, request, media.sha256(), () -> Files.newInputStream(file));
    call("write", media.sha256(), s3 -> s3.putObject(request.build(), RequestBody.fromFile(file)));
  }

  @Override
  public InputStream open(String sha256, long offset) throws IOException {
    GetObjectRequest request =
        GetObjectRequest.builder()
            .bucket(bucket)
            .key(key(sha256))
            .range(offset == 0 ? null : "bytes=" + offset + "-")
            .build();
    try {
      return call("read", sha256, s3 -> new S3ObjectStream(s3.getObject(request)));
    } catch (MediaStoreFailed e) {
      if (e.getCause() instanceof S3Exception s3 && s3.statusCode() == 416) {
        return InputStream.nullInputStream(); // The offset is the end of the object.
      }
      throw e;
    }
  }

  @Override
  public boolean contains(String sha256) throws IOException {
    return head(sha256) != null;
  }

  @Override
  public void delete(String sha256) throws IOException {
    call("delete", sha256, s3 -> s3.deleteObject(r -> r.bucket(bucket).key(key(sha256))));
  }

  @Override
  public boolean touch(String sha256) throws IOException {
    HeadObjectResponse existing = head(sha256);
    if (existing == null || !isOld(existing)) {
      return existing != null;
    }
    CopyObjectRequest request =
        CopyObjectRequest.builder()
            .sourceBucket(bucket)
            .sourceKey(key(sha256))
            .destinationBucket(bucket)
            .destinationKey(key(sha256))
            .metadataDirective(MetadataDirective.REPLACE)
            .metadata(existing.metadata())
            .contentType(existing.contentType())
            .build();
    try {
      call("copy", sha256, s3 -> s3.copyObject(request));
    } catch (MediaNotFound e) {
      return false;
    }
    return contains(sha256);
  }

  @Override
  public Stream<String> untouchedSince(Instant then) {
    return connection
        .client()
        .listObjectsV2Paginator(r -> r.bucket(bucket).prefix(prefix))
        .contents()
        .stream()
        .filter(object -> object.lastModified().isBefore(then))
        .map(object -> object.key().substring(object.key().lastIndexOf('/') + 1))
        .filter(name -> SHA256.matcher(name).matches());
  }

  @Override
  public boolean deleteUntouchedSince(String sha256, Instant then) throws IOException {
    HeadObjectResponse existing = head(sha256);
    if (existing == null || !existing.lastModified().isBefore(then)) {
      return false;
    }
    delete(sha256);
    return true;
  }

  @Override
  public void deleteUnfinished() throws IOException {
    UnfinishedFiles.deleteOld(temporary, clock.instant());
  }

  private boolean isOld(HeadObjectResponse existing) {
    return existing.lastModified().isBefore(clock.instant().minus(YOUNG));
  }

  private HeadObjectResponse head(String sha256) throws IOException {
    try {
      return call("find", sha256, s3 -> s3.headObject(r -> r.bucket(bucket).key(key(sha256))));
    } catch (MediaNotFound e) {
      return null;
    }
  }

  private String key(String sha256) {
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("This is not a SHA-256 in lower-case hex: " + sha256);
    }
    return prefix + sha256.substring(0, 2) + "/" + sha256.substring(2, 4) + "/" + sha256;
  }

  private <T> T call(String action, String sha256, Function<S3Client, T> call)
      throws MediaNotFound, MediaStoreFailed {
    try {
      return call.apply(connection.client());
    } catch (NoSuchKeyException e) {
      throw new MediaNotFound(sha256);
    } catch (SdkException e) {
      String address = "s3://" + bucket + "/" + key(sha256);
      throw new MediaStoreFailed(connection.explain(action + " " + address, e), e);
    }
  }
}
