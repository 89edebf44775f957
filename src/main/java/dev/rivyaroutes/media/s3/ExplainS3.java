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

/** The reason and the remedy of S3 trouble, in words that name our settings. */
final class ExplainS3 {
  private static final int MOST_WORDS = 300;
  private static final Pattern OF_CHECKSUMS =
      Pattern.compile("(?i)checksum|trailer|sha-?256|crc-?(32|64)|digest|aws-chunked|x-amz-sdk");
  private static final Pattern OF_CUSTOMER_KEYS =
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
        return ExplainTls.words("the store", t) + ". The address is " + key + ".endpoint.";
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
      return "the name "
          + PlainWords.of(t.getMessage()).replaceFirst(":.*", "")
          + " leads to no address";
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
    String said = code == null ? "status " + status : "status " + status + " " + code;
    return "the store answered %s%s. %s"
        .formatted(said, quoted(text), remedy(status, code == null ? "" : code, text));
  }

  /** The store's own words, on one line and not too long. */
  private static String quoted(String text) {
    if (text == null || text.isBlank()) {
      return "";
    }
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").replaceFirst("[. ]+$", "").strip();
    return " (" + line.substring(0, Math.min(line.length(), MOST_WORDS)) + ")";
  }

  private String remedy(int status, String code, String text) {
    if (status == 400 && speaks(OF_CUSTOMER_KEYS, code, text)) {
      return "The object is under the customer's own key (SSE-C): store it without one.";
    }
    if ((status == 400 || status == 501) && sendsChecksums && speaks(OF_CHECKSUMS, code, text)) {
      return "Stores that do not know the newest checksums answer so: set %s.checksums: when-required."
          .formatted(key);
    }
    return switch (code) {
      case "SignatureDoesNotMatch" -> "The secret is wrong: check %s.secret-key.".formatted(key);
      case "InvalidAccessKeyId" ->
          "The key is not known there: check %s.access-key.".formatted(key);
      case "RequestTimeTooSkewed" -> "Set this machine's clock.";
      case "NoSuchBucket" -> "Create the bucket, or correct its name in the flow.";
      case "PermanentRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException" ->
          "The bucket is in another region: check %s.region.".formatted(key);
      case "SlowDown", "ServiceUnavailable" -> "The store asks for fewer calls.";
      case "InvalidObjectState" -> "The object is archived: restore it first.";
      case "EntityTooLarge" -> "The object is larger than the store takes at once.";
      default -> remedy(status);
    };
  }

  private String remedy(int status) {
    return switch (status) {
      case 401, 403 ->
          "Check %s.access-key and %s.secret-key, and what the key may do in this bucket."
              .formatted(key, key);
      case 404 -> "Check the bucket and the key.";
      case 409, 412 -> "Somebody else changed the object meanwhile.";
      case 501 -> "The store does not know this operation.";
      default ->
          status >= 500
              ? "The store itself is in trouble."
              : "Check the settings %s.*.".formatted(key);
    };
  }

  private static boolean speaks(Pattern words, String code, String text) {
    return words.matcher(code + " " + text).find();
  }
}
