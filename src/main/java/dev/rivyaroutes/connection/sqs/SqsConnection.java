package dev.rivyaroutes.connection.sqs;

import dev.rivyaroutes.StandIns;
import dev.rivyaroutes.WebAddress;
import dev.rivyaroutes.outbound.ExplainAws;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/**
 * A named SQS connection. It uses the client of AWS, not camel-aws2-sqs: that polls in the thread
 * that processes, so a long poll delays the stop, and it lets a failed message go, which counts
 * toward the dead-letter queue and lets later messages of its group pass it.
 */
public final class SqsConnection {
  private static final int ATTEMPTS = 3;
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** Longer than the longest poll. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private static final Duration WHOLE_CALL = Duration.ofMinutes(1);

  private static final Set<String> REFUSED_MESSAGE =
      Set.of("InvalidParameterValue", "InvalidMessageContents", "MessageTooLong");

  private final String name;
  private final String key;
  private final SqsConnectionProperties settings;
  private final StandIns standIns;
  private SqsClient client;

  SqsConnection(String name, SqsConnectionProperties settings, StandIns standIns) {
    this.standIns = standIns;
    this.name = name;
    this.key = "rivya.sqs." + name;
    this.settings = settings;
  }

  /** The shared, thread-safe client; closed with the program. */
  public synchronized SqsClient client() {
    if (client == null) {
      client = open();
    }
    return client;
  }

  /** A client of its own; the caller closes it. */
  public SqsClient open() {
    return standIns.client(SqsClient.class, name, this::build);
  }

  private SqsClient build() {
    SqsClientBuilder builder =
        SqsClient.builder()
            .region(Region.of(settings.region()))
            .httpClientBuilder(
                ApacheHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SILENCE))
            .overrideConfiguration(
                call ->
                    call.apiCallTimeout(WHOLE_CALL).retryStrategy(r -> r.maxAttempts(ATTEMPTS)));
    if (!settings.endpoint().isBlank()) {
      builder.endpointOverride(URI.create(WebAddress.plain(settings.endpoint())));
    }
    if (settings.hasKeys()) {
      builder.credentialsProvider(
          StaticCredentialsProvider.create(
              AwsBasicCredentials.create(settings.accessKey(), settings.secretKey())));
    }
    return builder.build();
  }

  /**
   * A message with action, reason and remedy, without secrets.
   *
   * @param action the failed action, such as {@code read the queue orders}
   */
  public String explain(String action, Throwable problem) {
    return "SQS connection %s cannot %s: %s"
        .formatted(name, action, new ExplainAws("SQS", key).reason(problem, this::remedy));
  }

  /** Whether SQS refuses a message for good, such as one that is too large for its queue. */
  public static boolean isRefusedMessage(SdkException problem) {
    return problem instanceof AwsServiceException answer
        && REFUSED_MESSAGE.contains(ExplainAws.code(answer));
  }

  private String remedy(AwsServiceException answer) {
    return switch (ExplainAws.code(answer)) {
      case "SignatureDoesNotMatch", "InvalidSignatureException" ->
          "The login is refused, because the secret is wrong: check %s.secret-key.".formatted(key);
      case "InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId" ->
          "The login is refused, because the key is not known: check %s.access-key.".formatted(key);
      case "ExpiredToken", "ExpiredTokenException" ->
          "The temporary credentials have expired: renew them.";
      case "RequestExpired", "RequestTimeTooSkewed" -> "Correct this machine's clock.";
      case "AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist" ->
          "Create the queue, correct its name in the flow, or check %s.region.".formatted(key);
      case "InvalidParameterValue", "MessageTooLong" ->
          "If the message is too large, raise the maximum message size of the queue, or send less with it.";
      case "ThrottlingException", "RequestThrottled" ->
          "SQS is overloaded and asks for fewer requests.";
      default -> ExplainAws.missingAction(answer).orElseGet(() -> remedy(answer.statusCode()));
    };
  }

  private String remedy(int status) {
    if (status == 401 || status == 403) {
      return "Check %s.access-key and %s.secret-key, and the permissions of the key on this queue."
          .formatted(key, key);
    }
    return status >= 500
        ? "The server has an internal error."
        : "Check the settings %s.*.".formatted(key);
  }

  synchronized void close() {
    if (client != null) {
      client.close();
    }
  }

  @Override
  public String toString() {
    return name + "[" + settings + "]";
  }
}
