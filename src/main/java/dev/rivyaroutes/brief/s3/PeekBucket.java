package dev.rivyaroutes.brief.s3;

import dev.rivyaroutes.brief.WaitingBrief;
import dev.rivyaroutes.brief.form.BriefFormat;
import dev.rivyaroutes.media.s3.S3Connection;
import dev.rivyaroutes.media.s3.S3Connections;
import dev.rivyaroutes.media.s3.S3ObjectStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** Looks at what a source lists: by listing and reading objects alone, so nothing changes. */
public final class PeekBucket {

  /** The pages that are searched for a brief. */
  private static final int MOST_PAGES = 10;

  private final S3DropSettings settings;
  private final S3Connection connection;

  public PeekBucket(S3DropSettings settings, S3Connections connections) {
    settings.check();
    this.settings = settings;
    this.connection = connections.get(settings.connection());
  }

  public String address() {
    return settings.address();
  }

  public S3Connection connection() {
    return connection;
  }

  /** An object that can be a brief, the oldest of its page; documents before media files. */
  public Optional<S3Object> oldest() {
    Iterator<ListObjectsV2Response> pages =
        connection
            .client()
            .listObjectsV2Paginator(r -> r.bucket(settings.bucket()).prefix(settings.prefix()))
            .iterator();
    for (int n = 0; n < MOST_PAGES && pages.hasNext(); n++) {
      Optional<S3Object> found =
          ListBucket.objects(settings.bucket(), pages.next()).stream()
              .filter(settings::accepts)
              .filter(object -> object.size() <= WaitingBrief.LARGEST)
              .min(
                  Comparator.<S3Object, Boolean>comparing(
                          object -> BriefFormat.ofExtension(object.key()) == BriefFormat.MEDIA)
                      .thenComparing(S3Object::modifiedAt));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The bytes of an object; empty for one that this program wrote, which is no brief. */
  public Optional<WaitingBrief> read(S3Object object) throws IOException {
    ResponseInputStream<GetObjectResponse> stream = connection.client().getObject(object.read());
    try (S3ObjectStream bytes = new S3ObjectStream(stream)) {
      if (S3Connection.isWrittenByUs(stream.response().metadata())) {
        return Optional.empty();
      }
      return Optional.of(
          new WaitingBrief(
              object.key(),
              object.modifiedAt(),
              bytes.readAllBytes(),
              new S3Siblings(connection, object, settings, false)));
    }
  }

  /** What the parameter after needs besides reading, such as s3:PutObjectTagging. */
  public List<String> permissionsToAcknowledge() {
    return switch (settings.after()) {
      case KEEP -> List.of();
      case TAG -> List.of("s3:GetObjectTagging", "s3:PutObjectTagging");
      case MOVE, DELETE -> List.of("s3:PutObject", "s3:DeleteObject");
    };
  }
}
