package dev.rivyaroutes.media.s3;

import dev.rivyaroutes.outbound.ExplainAws;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Explains failures of S3 with reason and remedy, by the names of the configuration keys. */
final class ExplainS3 {
  private static final Pattern CHECKSUMS =
      Pattern.compile("(?i)checksum|trailer|sha-?256|crc-?(32|64)|digest|aws-chunked|x-amz-sdk");
  private static final Pattern CUSTOMER_KEYS =
      Pattern.compile("(?i)server.side.encryption|sse-?c|customer-algorithm");

  private final String key;
  private final boolean sendsChecksums;

  ExplainS3(S3Connection connection) {
    this.key = "rivya.s3." + connection.name();
    this.sendsChecksums = connection.sendsChecksums();
  }

  String reason(Throwable problem) {
    return new ExplainAws("the store", key).reason(problem, this::remedy);
  }

  private String remedy(AwsServiceException answer) {
    String text = answer.awsErrorDetails() == null ? null : answer.awsErrorDetails().errorMessage();
    return remedy(answer, ExplainAws.code(answer), text);
  }

  private String remedy(AwsServiceException answer, String code, String text) {
    int status = answer.statusCode();
    if (status == 400 && matches(CUSTOMER_KEYS, code, text)) {
      return "Objects encrypted with a customer key (SSE-C) are not supported: store it without one.";
    }
    if ((status == 400 || status == 501) && sendsChecksums && matches(CHECKSUMS, code, text)) {
      return "The store may not support the newest checksums: set %s.checksums: when-required."
          .formatted(key);
    }
    return switch (code) {
      case "SignatureDoesNotMatch" -> "The secret is wrong: check %s.secret-key.".formatted(key);
      case "InvalidAccessKeyId" ->
          "The store does not know the key: check %s.access-key.".formatted(key);
      case "RequestTimeTooSkewed" -> "Correct this machine's clock.";
      case "NoSuchBucket" -> "Create the bucket, or correct its name in the flow.";
      case "PermanentRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException" ->
          "The bucket is in another region: check %s.region.".formatted(key);
      case "SlowDown", "ServiceUnavailable" ->
          "The store is overloaded and asks for fewer requests.";
      case "InvalidObjectState" -> "The object is archived: restore it first.";
      case "EntityTooLarge" -> "The object is larger than the store accepts.";
      default -> ExplainAws.missingAction(answer).orElseGet(() -> remedy(status));
    };
  }

  private String remedy(int status) {
    return switch (status) {
      case 401, 403 ->
          "Check %s.access-key and %s.secret-key, and the permissions of the key on this bucket."
              .formatted(key, key);
      case 404 -> "Check the bucket and the key.";
      case 409, 412 -> "Another client changed the object.";
      case 501 -> "The store does not support this operation.";
      default ->
          status >= 500
              ? "The store has an internal error."
              : "Check the settings %s.*.".formatted(key);
    };
  }

  private static boolean matches(Pattern pattern, String code, String text) {
    return pattern.matcher(code + " " + text).find();
  }
}
