package dev.rivyaroutes.brief;

import dev.rivyaroutes.media.S3Connection;
import dev.rivyaroutes.media.S3Read;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** The objects beside a brief: in its own folder of the bucket, or below. */
class S3Siblings implements Siblings {
  private final S3Connection connection;
  private final S3Object brief;

  S3Siblings(S3Connection connection, S3Object brief) {
    this.connection = connection;
    this.brief = brief;
  }

  @Override
  public Optional<InputStream> open(String name) throws IOException {
    if (leadsElsewhere(name)) {
      return Optional.empty();
    }
    String folder = brief.key().substring(0, brief.key().lastIndexOf('/') + 1);
    GetObjectRequest request =
        GetObjectRequest.builder().bucket(brief.bucket()).key(folder + name).build();
    try {
      ResponseInputStream<GetObjectResponse> found = connection.client().getObject(request);
      return Optional.of(DecodeBody.open(new S3Read(found), found.response().contentEncoding()));
    } catch (BriefRefused e) {
      throw new UnreadableContent(Words.quote(name) + " cannot be read: " + e.getMessage());
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw new IOException(
          connection.explain("read s3://" + request.bucket() + "/" + request.key(), e), e);
    }
  }

  private static boolean leadsElsewhere(String name) {
    return name.isEmpty()
        || Arrays.stream(name.split("[/\\\\]", -1))
            .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
  }
}
