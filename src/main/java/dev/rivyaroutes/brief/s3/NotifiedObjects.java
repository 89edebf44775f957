package dev.rivyaroutes.brief.s3;

import dev.rivyaroutes.brief.message.MessageRefused;
import dev.rivyaroutes.brief.message.MessageSkipped;
import dev.rivyaroutes.media.s3.S3Connection;
import dev.rivyaroutes.media.s3.S3ObjectStream;
import java.io.IOException;
import java.util.Optional;
import org.apache.camel.Exchange;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.InvalidObjectStateException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The objects that notifications name, by the rules of s3-drop-source: the listing and the
 * notification of an object are one brief. One thread uses it.
 */
public final class NotifiedObjects {
  private static final int CHANGED = 412;

  private final S3Connection connection;
  private final S3DropSettings rules = new S3DropSettings();
  private S3ObjectStream current;

  public NotifiedObjects(S3Connection connection) {
    this.connection = connection;
  }

  /**
   * Finds an object as it was when it was announced.
   *
   * @param eTag null if the notification has none; then the object as it is now
   * @throws MessageSkipped if it is no brief
   */
  public S3Object find(String bucket, String key, String eTag) throws IOException, MessageSkipped {
    String address = "s3://" + bucket + "/" + key;
    HeadObjectResponse found =
        head(bucket, key)
            .orElseThrow(() -> new MessageSkipped(address + " is gone, or its bucket is"));
    S3Object object =
        new S3Object(bucket, key, found.eTag(), found.contentLength(), found.lastModified());
    if (eTag != null && !object.hasETag(eTag)) {
      throw new MessageSkipped(address + " was replaced since; a newer notification announces it");
    }
    if (S3Connection.isWrittenByUs(found.metadata())) {
      throw new MessageSkipped(address + " was written by this program");
    }
    if (!rules.accepts(object)) {
      throw new MessageSkipped(address + " has a name that no brief has");
    }
    return object;
  }

  private Optional<HeadObjectResponse> head(String bucket, String key) throws IOException {
    try {
      return Optional.of(connection.client().headObject(r -> r.bucket(bucket).key(key)));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw failed("s3://" + bucket + "/" + key, e);
    }
  }

  /**
   * Hands in an object.
   *
   * @param mayWait whether it may still wait for files beside it
   */
  public void handIn(Exchange exchange, S3Object object, boolean mayWait)
      throws IOException, MessageRefused {
    closeCurrent();
    ResponseInputStream<GetObjectResponse> stream = open(object);
    current = new S3ObjectStream(stream);
    exchange.getMessage().setBody(current);
    object
        .arrival(stream.response())
        .handIn(exchange, new S3Siblings(connection, object, rules, !mayWait), mayWait);
  }

  private ResponseInputStream<GetObjectResponse> open(S3Object object)
      throws IOException, MessageRefused {
    try {
      return connection.client().getObject(object.read());
    } catch (InvalidObjectStateException e) {
      throw new MessageRefused(
          "archived",
          "%s is archived. Restore it in the store, then order to take the message again."
              .formatted(object.address()));
    } catch (NoSuchKeyException e) {
      throw changed(object, e);
    } catch (S3Exception e) {
      throw e.statusCode() == CHANGED ? changed(object, e) : failed(object.address(), e);
    } catch (SdkException e) {
      throw failed(object.address(), e);
    }
  }

  /** The next look finds that it is no longer the one that was announced. */
  private static IOException changed(S3Object object, SdkException e) {
    return new IOException(object.address() + " was replaced or removed while it was read", e);
  }

  private IOException failed(String address, SdkException e) {
    return new IOException(connection.explain("read " + address, e), e);
  }

  /** Closes the object that was handed in last. */
  public void closeCurrent() {
    if (current != null) {
      current.abort();
      current = null;
    }
  }
}
