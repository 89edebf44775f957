package dev.rivyaroutes.media.s3;

import dev.rivyaroutes.OwnerOnly;
import dev.rivyaroutes.media.MediaProperties;
import dev.rivyaroutes.media.MediaStore;
import dev.rivyaroutes.media.OpenMediaStore;
import dev.rivyaroutes.media.file.UnfinishedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;

/** Opens {@code s3://<bucket>/<prefix>} with the connection {@code rivya.media.connection}. */
@Component
class OpenS3MediaStore implements OpenMediaStore {
  private final S3Connections connections;
  private final Clock clock;

  OpenS3MediaStore(S3Connections connections, Clock clock) {
    this.connections = connections;
    this.clock = clock;
  }

  @Override
  public String scheme() {
    return "s3";
  }

  @Override
  public MediaStore open(MediaProperties properties) {
    MediaBucket named = MediaBucket.of(properties.store());
    if (named.bucket().isBlank()) {
      throw unusable(properties, "it names no bucket.", null);
    }
    S3Connection connection = connection(properties);
    checkWrite(properties, connection, named.bucket(), named.prefix() + ".rivya-start");
    return new S3MediaStore(
        connection, named.bucket(), named.prefix(), temporaryFolder(properties), clock);
  }

  private Path temporaryFolder(MediaProperties properties) {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"), "rivya-media");
    try {
      OwnerOnly.createFolders(folder);
      UnfinishedFiles.deleteOld(folder, clock.instant());
      return folder;
    } catch (IOException e) {
      throw unusable(
          properties,
          "its temporary folder %s cannot be used (%s). Set java.io.tmpdir to a folder that can."
              .formatted(folder, e),
          e);
    }
  }

  private S3Connection connection(MediaProperties properties) {
    try {
      return connections.openSeparate(properties.connection());
    } catch (IllegalArgumentException e) {
      throw unusable(
          properties,
          "rivya.media.connection is \"%s\". %s".formatted(properties.connection(), e.getMessage()),
          e);
    }
  }

  private static void checkWrite(
      MediaProperties properties, S3Connection connection, String bucket, String key) {
    try {
      connection.client().putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString("x"));
      connection.client().deleteObject(r -> r.bucket(bucket).key(key));
    } catch (SdkException e) {
      throw unusable(properties, connection.explain("write s3://" + bucket + "/" + key, e), e);
    }
  }

  private static IllegalStateException unusable(
      MediaProperties properties, String reason, Exception cause) {
    return new IllegalStateException(
        "rivya.media.store is " + properties.store() + ", but " + reason, cause);
  }
}
