package dev.rivyaroutes.live;

import dev.rivyaroutes.brief.WaitingBrief;
import dev.rivyaroutes.brief.s3.PeekBucket;
import dev.rivyaroutes.brief.s3.S3DropSettings;
import dev.rivyaroutes.brief.s3.S3Object;
import dev.rivyaroutes.media.s3.S3Connection;
import dev.rivyaroutes.media.s3.S3Connections;
import java.io.IOException;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Lists and reads the buckets of flows. */
final class VisitS3 {

  /** A key that no object has. */
  private static final String NOBODY = "check-live-0";

  private final S3Connections connections;

  VisitS3(S3Connections connections) {
    this.connections = connections;
  }

  void source(LiveUse use, Seen seen) throws IOException {
    S3DropSettings settings = new S3DropSettings();
    settings.setConnection(use.connection());
    settings.setBucket(use.value("bucket"));
    settings.setPrefix(use.value("prefix"));
    settings.setSuffix(use.value("suffix"));
    settings.setAfter(use.value("after", "keep"));
    settings.setTarget(use.value("target", "done/"));
    settings.setQuarantine(use.value("quarantine", "quarantine/"));
    PeekBucket bucket = new PeekBucket(settings, connections);
    Optional<S3Object> oldest;
    try {
      oldest = bucket.oldest();
    } catch (SdkException e) {
      failed(bucket.connection(), "list " + bucket.address(), "s3:ListBucket", e, seen);
      return;
    }
    String untried =
        bucket.permissionsToAcknowledge().isEmpty()
            ? ""
            : " Not tried, because that would write: "
                + String.join(", ", bucket.permissionsToAcknowledge())
                + ".";
    if (oldest.isEmpty()) {
      seen.info(
          "%s can be listed; no object of it can be a brief.%s"
              .formatted(bucket.address(), untried));
      return;
    }
    try {
      Optional<WaitingBrief> brief = bucket.read(oldest.get());
      seen.info("%s can be listed and read.%s".formatted(bucket.address(), untried));
      if (brief.isPresent()) {
        seen.sample(Sample.file(use, brief.get()));
      }
    } catch (SdkException e) {
      String action = "read s3://%s/%s".formatted(oldest.get().bucket(), oldest.get().key());
      failed(bucket.connection(), action, "s3:GetObject", e, seen);
    }
  }

  void sink(LiveUse use, Seen seen) {
    look(use.connection(), use.value("bucket"), use.value("prefix").replaceFirst("^/+", ""), seen);
  }

  /** Looks at what is written to. */
  void look(String name, String bucket, String folder, Seen seen) {
    S3Connection connection = connections.get(name);
    String prefix = folder.isEmpty() || folder.endsWith("/") ? folder : folder + "/";
    String address = "s3://%s/%s".formatted(bucket, prefix);
    try {
      connection.client().headBucket(r -> r.bucket(bucket));
      connection.client().headObject(r -> r.bucket(bucket).key(prefix + NOBODY));
    } catch (NoSuchKeyException e) {
      // The bucket is there, and its objects can be looked at.
    } catch (SdkException e) {
      failed(connection, "look into " + address, "s3:ListBucket and s3:GetObject", e, seen);
      return;
    }
    seen.info(
        "%s can be looked at. Not tried, because that would write: s3:PutObject."
            .formatted(address));
  }

  /**
   * @param permission what the call needs, where the answer does not name it
   */
  private static void failed(
      S3Connection connection, String action, String permission, SdkException e, Seen seen) {
    boolean refused = e instanceof S3Exception answer && answer.statusCode() == 403;
    seen.error(
        connection.explain(action, e), refused ? "This needs %s.".formatted(permission) : "");
  }
}
