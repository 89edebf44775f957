package dev.rivyaroutes.connection.sqs;

import dev.rivyaroutes.Require;
import dev.rivyaroutes.WebAddress;
import org.springframework.boot.context.properties.bind.DefaultValue;
import software.amazon.awssdk.regions.Region;

/**
 * A named SQS connection, {@code rivya.sqs.<name>}. Its text shows no secrets.
 *
 * @param endpoint The address of a server that is like SQS, such as {@code http://127.0.0.1:9324}.
 *     Empty for AWS.
 * @param region The AWS region; other servers accept any value.
 * @param accessKey The id of the access key. Leave it and the secret empty to use the AWS default
 *     chain (environment, profile, role).
 * @param secretKey The secret of the access key.
 */
public record SqsConnectionProperties(
    @DefaultValue("") String endpoint,
    @DefaultValue("eu-central-1") String region,
    @DefaultValue("") String accessKey,
    @DefaultValue("") String secretKey) {

  /** Without the keys. */
  @Override
  public String toString() {
    return "endpoint=%s, region=%s, keys=%s"
        .formatted(endpoint.isBlank() ? "AWS" : endpoint, region, hasKeys() ? "set" : "not set");
  }

  boolean hasKeys() {
    return !accessKey.isBlank();
  }

  /**
   * @throws IllegalArgumentException with key, value and remedy in one sentence
   */
  void check(String name) {
    String key = "rivya.sqs." + name;
    Require.that(
        accessKey.isBlank() == secretKey.isBlank(),
        "%s.%s is set but %s.%s is not; set both, or neither to use the AWS default credentials."
            .formatted(
                key,
                accessKey.isBlank() ? "secret-key" : "access-key",
                key,
                accessKey.isBlank() ? "access-key" : "secret-key"));
    Require.that(
        endpoint.isBlank() || WebAddress.isCallable(endpoint),
        "%s.endpoint is \"%s\"; it must be an address such as https://sqs.example.com, or empty for AWS."
            .formatted(key, endpoint));
    Require.that(
        !region.isBlank() && (!endpoint.isBlank() || Region.regions().contains(Region.of(region))),
        "%s.region is \"%s\", which is not an AWS region; use one such as eu-central-1, or set %s.endpoint for another server."
            .formatted(key, region, key));
  }
}
