package dev.rivyaroutes.brief.s3;

import dev.rivyaroutes.FileNames;
import dev.rivyaroutes.media.s3.S3Connection;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Acknowledges an object whose brief is in the ledger, only while it is the one that was listed: a
 * newer object under its key is not touched. Each action may be repeated.
 */
class AcknowledgeObject {
  private final S3Client client;
  private final TagObject tags;
  private final FindObjects find;
  private final AfterAccept after;
  private final String folder;
  private final String target;
  private final String quarantine;

  /**
   * @param prefix the listed prefix; its folders are not repeated under the two others
   * @param target where accepted objects are moved to
   * @param quarantine where refused objects are moved to, with after move and delete
   */
  AcknowledgeObject(
      S3Client client, AfterAccept after, String prefix, String target, String quarantine) {
    this.client = client;
    this.tags = new TagObject(client);
    this.find = new FindObjects(client);
    this.after = after;
    this.folder = FileNames.folder(prefix);
    this.target = target;
    this.quarantine = quarantine;
  }

  void accepted(S3Object object) throws IOException, S3ObjectSkipped {
    accepted(object, within(object));
  }

  private void accepted(S3Object object, String name) throws IOException, S3ObjectSkipped {
    switch (after) {
      case KEEP -> {}
      case TAG -> tags.tag(object, find.current(object).versionId(), "accepted");
      case MOVE -> move(object, target + name);
      case DELETE -> delete(object, find.current(object));
    }
  }

  /** Keeps an object of which briefs were refused, before it is moved or tagged. */
  @FunctionalInterface
  interface Keep {

    /**
     * @param setAside the key that it is moved to next; null if it stays where it is
     */
    void keep(String setAside) throws IOException;
  }

  void refused(S3Object object, String problem, Keep keep) throws IOException, S3ObjectSkipped {
    switch (after) {
      case KEEP -> keep.keep(null);
      case TAG -> {
        keep.keep(null);
        tags.tag(object, find.current(object).versionId(), "refused");
      }
      case MOVE, DELETE -> quarantine(object, problem, keep);
    }
  }

  /**
   * A refused object that was taken again is acknowledged like an accepted one, where it was set
   * aside, unless it was changed since. Its reason is removed.
   *
   * @param setAside the key that it was moved to; null if it stayed where it was
   * @param sha256 of the whole content that was refused
   * @return false if it is not there any more
   */
  boolean taken(S3Object object, String setAside, String sha256) throws IOException {
    try {
      if (setAside == null) {
        accepted(object);
        return true;
      }
      Optional<S3Object> there = find.now(object.bucket(), setAside);
      boolean same = there.isPresent() && find.isCopy(there.get(), object, sha256);
      if (same) {
        accepted(there.get(), within(object));
      }
      client.deleteObject(r -> r.bucket(object.bucket()).key(reasonOf(setAside)));
      return same;
    } catch (S3ObjectSkipped e) {
      return false;
    }
  }

  /** Whether another content is now where a refused object was set aside. */
  boolean isReplaced(S3Object object, String setAside, String sha256) throws IOException {
    try {
      Optional<S3Object> there = find.now(object.bucket(), setAside);
      return there.isPresent() && !find.isCopy(there.get(), object, sha256);
    } catch (S3ObjectSkipped e) {
      return true;
    }
  }

  /** Two refused contents of one key have a reason each. */
  private static String reasonOf(String setAside) {
    return FileNames.fit(setAside, ".reason.txt", FileNames.LONGEST_KEY);
  }

  /** The reason is written first, so that no crash leaves a refused object without it. */
  private void quarantine(S3Object object, String problem, Keep keep)
      throws IOException, S3ObjectSkipped {
    find.current(object);
    String to = freeName(object, fitting(quarantine + within(object), ""));
    keep.keep(to);
    client.putObject(
        r ->
            r.bucket(object.bucket())
                .key(reasonOf(to))
                .contentType("text/plain; charset=utf-8")
                .metadata(Map.of(S3Connection.OWN_METADATA + "refused", object.plainETag())),
        RequestBody.fromString(problem));
    moveTo(object, find.current(object), to);
  }

  /** Whether the object has our tag; also false when the store does not answer. */
  boolean isTagged(S3Object object) {
    return tags.isTagged(object);
  }

  private void move(S3Object object, String to) throws IOException, S3ObjectSkipped {
    HeadObjectResponse current = find.current(object);
    moveTo(object, current, freeName(object, fitting(to, "")));
  }

  private void moveTo(S3Object object, HeadObjectResponse current, String to) {
    client.copyObject(
        CopyObjectRequest.builder()
            .sourceBucket(object.bucket())
            .sourceKey(object.key())
            .sourceVersionId(current.versionId())
            .copySourceIfMatch(object.eTag())
            .destinationBucket(object.bucket())
            .destinationKey(to)
            .build());
    delete(object, current);
  }

  /**
   * An older object of the same name is kept; this one gets its ETag into the name. Its own copy,
   * which a crash or another replica has left, is none.
   */
  private String freeName(S3Object object, String to) throws IOException, S3ObjectSkipped {
    Optional<S3Object> there = find.now(object.bucket(), to);
    if (there.isEmpty() || find.isCopy(there.get(), object)) {
      return to;
    }
    String eTag = object.plainETag();
    return fitting(to, "-" + eTag.substring(0, Math.min(8, eTag.length())));
  }

  /** A key with a text before its extension. */
  private static String fitting(String key, String insert) {
    int dot = key.lastIndexOf('.');
    int at = dot > key.lastIndexOf('/') + 1 ? dot : key.length();
    return FileNames.fit(key.substring(0, at), insert + key.substring(at), FileNames.LONGEST_KEY);
  }

  /** The whole key where the flow has had another prefix since. */
  private String within(S3Object object) {
    return object.key().startsWith(folder) ? object.key().substring(folder.length()) : object.key();
  }

  private void delete(S3Object object, HeadObjectResponse current) {
    DeleteObjectRequest request =
        DeleteObjectRequest.builder().bucket(object.bucket()).key(object.key()).build();
    try {
      client.deleteObject(request.toBuilder().ifMatch(current.eTag()).build());
    } catch (S3Exception e) {
      if (e.statusCode() != 501) {
        throw e;
      }
      // The store has no conditional delete; the check a moment ago has to suffice.
      client.deleteObject(request);
    }
  }
}
