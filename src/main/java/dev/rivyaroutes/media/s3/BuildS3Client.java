package dev.rivyaroutes.media.s3;

import dev.rivyaroutes.WebAddress;
import dev.rivyaroutes.media.s3.S3ConnectionProperties.Checksums;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Builds the client of an S3 store, with limited connections, waits and retries. */
final class BuildS3Client {
  private static final int CONNECTIONS = 64;
  private static final int ATTEMPTS = 3;
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(60);
  private static final Duration WHOLE_CALL = Duration.ofMinutes(15);

  private BuildS3Client() {}

  static S3Client from(S3ConnectionProperties properties) {
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(properties.region()))
            .forcePathStyle(properties.pathStyle())
            .httpClientBuilder(
                ApacheHttpClient.builder()
                    .maxConnections(CONNECTIONS)
                    .connectionTimeout(CONNECT)
                    .connectionAcquisitionTimeout(SILENCE)
                    .socketTimeout(SILENCE))
            .overrideConfiguration(
                call ->
                    call.apiCallTimeout(WHOLE_CALL).retryStrategy(r -> r.maxAttempts(ATTEMPTS)));
    if (!properties.endpoint().isBlank()) {
      builder.endpointOverride(URI.create(WebAddress.plain(properties.endpoint())));
    }
    if (properties.hasKeys()) {
      builder.credentialsProvider(
          StaticCredentialsProvider.create(
              AwsBasicCredentials.create(properties.accessKey(), properties.secretKey())));
    }
    boolean required = properties.checksums() == Checksums.WHEN_REQUIRED;
    return builder
        .requestChecksumCalculation(
            required
                ? RequestChecksumCalculation.WHEN_REQUIRED
                : RequestChecksumCalculation.WHEN_SUPPORTED)
        .responseChecksumValidation(
            required
                ? ResponseChecksumValidation.WHEN_REQUIRED
                : ResponseChecksumValidation.WHEN_SUPPORTED)
        .build();
  }
}
