package dev.rivyaroutes.media.s3;

import dev.rivyaroutes.Require;
import dev.rivyaroutes.WebAddress;
import java.util.Locale;
import org.springframework.boot.context.properties.bind.DefaultValue;
import software.amazon.awssdk.regions.Region;

/**
 * A named S3 store, {@code rivya.s3.<name>}.
 *
 * @param endpoint The address of the store, such as {@code https://s3.example.com}. Empty for AWS.
 * @param region The AWS region; other stores accept any value.
 * @param pathStyle Whether the bucket is in the path of the address instead of the host name. Most
 *     stores other than AWS need {@code true}.
 * @param accessKey The id of the access key. Leave it and the secret empty to use the AWS default
 *     chain (environment, profile, role).
 * @param secretKey The secret of the access key.
 * @param checksums When checksums are sent with a request. Set {@code when-required} for stores
 *     that answer 400 to the newest S3 checksums (Ceph and others).
 */
public record S3ConnectionProperties(
    @DefaultValue("") String endpoint,
    @DefaultValue("eu-central-1") String region,
    @DefaultValue("false") boolean pathStyle,
    @DefaultValue("") String accessKey,
    @DefaultValue("") String secretKey,
    @DefaultValue("when-supported") Checksums checksums) {

  /** When checksums are sent. Several S3-compatible stores refuse the default. */
  public enum Checksums {
    WHEN_SUPPORTED,
    WHEN_REQUIRED
  }

  /** Without the keys. */
  @Override
  public String toString() {
    return "endpoint=%s, region=%s, path-style=%s, keys=%s, checksums=%s"
        .formatted(
            endpoint.isBlank() ? "AWS" : endpoint,
            region,
            pathStyle,
            hasKeys() ? "set" : "not set",
            checksums.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  boolean hasKeys() {
    return !accessKey.isBlank();
  }

  /**
   * @throws IllegalArgumentException with key, value and remedy in one sentence
   */
  void check(String name) {
    String key = "rivya.s3." + name;
    if (accessKey.isBlank() != secretKey.isBlank()) {
      throw new IllegalArgumentException(
          "%s.%s is set but %s.%s is not; set both, or neither to use the AWS default credentials."
              .formatted(
                  key,
                  accessKey.isBlank() ? "secret-key" : "access-key",
                  key,
                  accessKey.isBlank() ? "access-key" : "secret-key"));
    }
    Require.that(
        endpoint.isBlank() || WebAddress.isCallable(endpoint),
        "%s.endpoint is \"%s\"; it must be an address such as https://s3.example.com, or empty for AWS."
            .formatted(key, endpoint));
    if (region.isBlank() || endpoint.isBlank() && !Region.regions().contains(Region.of(region))) {
      throw new IllegalArgumentException(
          "%s.region is \"%s\", which is not an AWS region; use one such as eu-central-1, or set %s.endpoint for another store."
              .formatted(key, region, key));
    }
  }
}
