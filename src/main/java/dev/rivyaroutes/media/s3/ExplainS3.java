package dev.rivyaroutes.media.s3;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.outbound.CallFailed;
import dev.rivyaroutes.outbound.ExplainTls;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** Explains failures of S3 with reason and remedy, by the names of the configuration keys. */
final class ExplainS3 {
  private static final int MOST_CHARS = 300;
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
    for (Throwable t = problem; t != null; t = t.getCause()) {
      if (t instanceof AwsServiceException answer) {
        return answered(answer);
      }
      if (t instanceof UnknownHostException
          || t instanceof ConnectException
          || t instanceof NoRouteToHostException) {
        return "the store cannot be reached (%s). Check %s.endpoint and the network."
            .formatted(unreachable(t), key);
      }
      if (t instanceof SSLException) {
        return ExplainTls.message("the store", t) + ". The address is " + key + ".endpoint.";
      }
      if (t instanceof CallFailed) {
        return t.getMessage() + ".";
      }
      if (t instanceof SocketTimeoutException || isTimeout(t)) {
        return "the store did not answer in time. Check the network and the store's load.";
      }
    }
    String text = PlainWords.of(problem);
    if (text.contains("Unable to load credentials") || text.contains("Unable to load an IAM")) {
      return "no credentials were found. Set %s.access-key and %s.secret-key, or give the program AWS credentials."
          .formatted(key, key);
    }
    return text.endsWith(".") ? text : text + ".";
  }

  private static String unreachable(Throwable t) {
    if (t instanceof UnknownHostException) {
      return "the name %s has no address in DNS"
          .formatted(PlainWords.of(t.getMessage()).replaceFirst(":.*", ""));
    }
    return t instanceof ConnectException ? "it refuses connections" : "there is no network route";
  }

  private static boolean isTimeout(Throwable t) {
    return t instanceof ApiCallTimeoutException || t instanceof ApiCallAttemptTimeoutException;
  }

  private String answered(AwsServiceException answer) {
    int status = answer.statusCode();
    String code = answer.awsErrorDetails() == null ? null : answer.awsErrorDetails().errorCode();
    String text = answer.awsErrorDetails() == null ? null : answer.awsErrorDetails().errorMessage();
    String answered = code == null ? "status " + status : "status " + status + " " + code;
    return "the store answered %s%s. %s"
        .formatted(answered, quoted(text), remedy(status, code == null ? "" : code, text));
  }

  /** The store's message, on one line and shortened. */
  private static String quoted(String text) {
    if (text == null || text.isBlank()) {
      return "";
    }
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").replaceFirst("[. ]+$", "").strip();
    return " (" + line.substring(0, Math.min(line.length(), MOST_CHARS)) + ")";
  }

  private String remedy(int status, String code, String text) {
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
      default -> remedy(status);
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
