package dev.rivyaroutes.brief.s3;

import dev.rivyaroutes.FileNames;
import dev.rivyaroutes.brief.IgnoredFiles;
import dev.rivyaroutes.brief.Siblings;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.brief.form.BriefText;
import dev.rivyaroutes.brief.form.CorruptContent;
import dev.rivyaroutes.brief.form.DecodeBody;
import dev.rivyaroutes.brief.form.MatchFileName;
import dev.rivyaroutes.media.s3.S3Connection;
import dev.rivyaroutes.media.s3.S3ObjectStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Opens the objects beside a brief: in its own folder of the bucket, or below. An object that is
 * missing may have been handled before its document arrived: then the newest of its name is read
 * from where this source moves objects to.
 */
class S3Siblings implements Siblings {
  private final S3Connection connection;
  private final S3Object brief;
  private final S3DropSettings settings;
  private final boolean alsoHandled;

  /**
   * @param alsoHandled whether moved objects count; not while the brief may still wait, because an
   *     older object of the name would hide the one that is still to arrive
   */
  S3Siblings(
      S3Connection connection, S3Object brief, S3DropSettings settings, boolean alsoHandled) {
    this.connection = connection;
    this.brief = brief;
    this.settings = settings;
    this.alsoHandled = alsoHandled;
  }

  @Override
  public Optional<InputStream> open(String name) throws IOException {
    if (leadsElsewhere(name)) {
      return Optional.empty();
    }
    String folder = FileNames.folder(brief.key());
    Optional<InputStream> found = get(folder + name);
    if (found.isPresent()) {
      return found;
    }
    // The name may have another Unicode form or letter case.
    Optional<String> alike = MatchFileName.find(name, names(folder, name));
    if (alike.isPresent()) {
      return get(folder + alike.get());
    }
    for (String handled : alsoHandled ? settings.handled(folder) : List.<String>of()) {
      Optional<String> newest = newest(handled, name);
      if (newest.isPresent()) {
        return get(newest.get());
      }
    }
    return Optional.empty();
  }

  private Optional<InputStream> get(String key) throws IOException {
    GetObjectRequest request = GetObjectRequest.builder().bucket(brief.bucket()).key(key).build();
    try {
      ResponseInputStream<GetObjectResponse> found = connection.client().getObject(request);
      return Optional.of(
          decoded(new S3ObjectStream(found), key, found.response().contentEncoding()));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw failed("read s3://" + request.bucket() + "/" + request.key(), e);
    }
  }

  private static InputStream decoded(S3ObjectStream object, String key, String encoding)
      throws IOException {
    try {
      return DecodeBody.open(object, encoding);
    } catch (BriefRefused | CorruptContent e) {
      object.close();
      throw new CorruptContent(BriefText.quote(key) + " cannot be read: " + e.getMessage());
    }
  }

  /** The newest object of a name, with or without an ETag in the name. */
  private Optional<String> newest(String folder, String name) throws IOException {
    int dot = name.lastIndexOf('.');
    int at = dot > name.lastIndexOf('/') + 1 ? dot : name.length();
    Pattern same =
        Pattern.compile(
            Pattern.quote(MatchFileName.composed(name.substring(0, at)))
                + "(-[0-9a-f]{8})?"
                + Pattern.quote(MatchFileName.composed(name.substring(at))));
    return list(folder, name)
        .filter(
            object ->
                same.matcher(MatchFileName.composed(object.key().substring(folder.length())))
                    .matches())
        .max(Comparator.comparing(software.amazon.awssdk.services.s3.model.S3Object::lastModified))
        .map(software.amazon.awssdk.services.s3.model.S3Object::key);
  }

  private List<String> names(String folder, String name) throws IOException {
    return list(folder, name).map(object -> object.key().substring(folder.length())).toList();
  }

  /** The first thousand objects in the folder of a name. */
  private Stream<software.amazon.awssdk.services.s3.model.S3Object> list(String folder, String name)
      throws IOException {
    String prefix = folder + FileNames.folder(name);
    try {
      return connection
          .client()
          .listObjectsV2(
              r ->
                  r.bucket(brief.bucket())
                      .prefix(prefix)
                      .delimiter("/")
                      .encodingType(EncodingType.URL))
          .contents()
          .stream();
    } catch (SdkException e) {
      throw failed("list s3://" + brief.bucket() + "/" + prefix, e);
    }
  }

  private IOException failed(String action, SdkException e) {
    return new IOException(connection.explain(action, e), e);
  }

  @Override
  public List<String> namesNear(String missing) throws IOException {
    return leadsElsewhere(missing)
        ? List.of()
        : names(FileNames.folder(brief.key()), missing).stream()
            .filter(name -> !name.isEmpty() && !name.endsWith("/"))
            .filter(name -> !IgnoredFiles.matches(name))
            .toList();
  }

  private static boolean leadsElsewhere(String name) {
    return name.isEmpty()
        || Arrays.stream(name.split("[/\\\\]", -1))
            .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
  }
}
