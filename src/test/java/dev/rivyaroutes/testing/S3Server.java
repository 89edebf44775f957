package dev.rivyaroutes.testing;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.junit.S3ProxyExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A real S3 server on a free port of this machine, with signatures checked. Closing removes its
 * files.
 */
public final class S3Server implements AutoCloseable {
  public static final String ACCESS_KEY = "AKIDEXAMPLE";
  public static final String SECRET_KEY = "test-secret";

  private static final Pattern UNFINISHED =
      Pattern.compile("-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$");

  private final S3ProxyExtension server;
  private final S3Client client;

  private S3Server(String provider) {
    try {
      server =
          S3ProxyExtension.builder()
              .withCredentials(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
              .withBlobStoreProvider(provider)
              .build();
      server.beforeEach(null);
    } catch (Exception e) {
      throw new IllegalStateException("cannot start the S3 server", e);
    }
    client =
        S3Client.builder()
            .endpointOverride(endpoint())
            .forcePathStyle(true)
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
            .build();
  }

  /** Keeps objects in memory; knows versions, not tags. */
  public static S3Server inMemory() {
    return new S3Server("transient-nio2");
  }

  /** Keeps objects in a temporary folder; knows neither versions nor tags. */
  public static S3Server onDisk() {
    return new S3Server("filesystem-nio2");
  }

  public URI endpoint() {
    return server.getUri();
  }

  /** The test's own client. */
  public S3Client client() {
    return client;
  }

  /**
   * The keys below a prefix, in their order. The server lists an object that is still being written
   * under its key and a UUID; that one is left out.
   */
  public List<String> keys(String bucket, String prefix) {
    return client.listObjectsV2Paginator(r -> r.bucket(bucket).prefix(prefix)).contents().stream()
        .map(S3Object::key)
        .filter(key -> !UNFINISHED.matcher(key).find())
        .toList();
  }

  /** The settings of a named connection to this server. */
  public Map<String, String> properties(String name) {
    String key = "rivya.s3." + name + ".";
    return Map.of(
        key + "endpoint",
        endpoint().toString(),
        key + "path-style",
        "true",
        key + "access-key",
        ACCESS_KEY,
        key + "secret-key",
        SECRET_KEY);
  }

  @Override
  public void close() {
    client.close();
    server.afterEach(null);
  }
}
