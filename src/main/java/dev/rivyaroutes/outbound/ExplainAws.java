package dev.rivyaroutes.outbound;

import dev.rivyaroutes.PlainWords;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/**
 * Explains failures of calls to AWS and to servers that are like it, without secrets.
 *
 * @param server what was called, such as {@code the store}
 * @param key the configuration key of the connection, such as {@code rivya.s3.default}
 */
public record ExplainAws(String server, String key) {
  private static final int MOST_CHARS = 300;

  /** How AWS says that a policy does not allow a call. */
  private static final Pattern MISSING_ACTION =
      Pattern.compile("not authorized to perform: ([\\w-]+:\\w+)");

  /**
   * @param remedy what to do about an answer of the server
   */
  public String reason(Throwable problem, Function<AwsServiceException, String> remedy) {
    for (Throwable t = problem; t != null; t = t.getCause()) {
      if (t instanceof AwsServiceException answer) {
        return "%s answered %s. %s".formatted(server, answered(answer), remedy.apply(answer));
      }
      if (t instanceof UnknownHostException
          || t instanceof ConnectException
          || t instanceof NoRouteToHostException) {
        return "%s cannot be reached (%s). Check %s.endpoint and the network."
            .formatted(server, unreachable(t), key);
      }
      if (t instanceof SSLException) {
        return ExplainTls.message(server, t) + ". The address is " + key + ".endpoint.";
      }
      if (t instanceof CallFailed) {
        return t.getMessage() + ".";
      }
      if (t instanceof SocketTimeoutException || isTimeout(t)) {
        return "%s did not answer in time. Check the network and %s's load."
            .formatted(server, server);
      }
    }
    String text = PlainWords.of(problem);
    if (text.contains("Unable to load credentials") || text.contains("Unable to load an IAM")) {
      return "no credentials were found. Set %s.access-key and %s.secret-key, or give the program AWS credentials."
          .formatted(key, key);
    }
    return text.endsWith(".") ? text : text + ".";
  }

  /** The error code of an answer; empty if it has none. */
  public static String code(AwsServiceException answer) {
    String code = answer.awsErrorDetails() == null ? null : answer.awsErrorDetails().errorCode();
    return code == null ? "" : code;
  }

  /** What to allow if an answer names an IAM action that is missing; empty if it names none. */
  public static Optional<String> missingAction(AwsServiceException answer) {
    String text = answer.awsErrorDetails() == null ? null : answer.awsErrorDetails().errorMessage();
    return Optional.ofNullable(text)
        .map(MISSING_ACTION::matcher)
        .filter(Matcher::find)
        .map(
            found -> "Allow the action %s in the IAM policy of the key.".formatted(found.group(1)));
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

  private static String answered(AwsServiceException answer) {
    String code = code(answer);
    String text = answer.awsErrorDetails() == null ? null : answer.awsErrorDetails().errorMessage();
    return "status %d%s%s"
        .formatted(answer.statusCode(), code.isEmpty() ? "" : " " + code, quoted(text));
  }

  /** The server's message, on one line and shortened. */
  private static String quoted(String text) {
    if (text == null || text.isBlank()) {
      return "";
    }
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").replaceFirst("[. ]+$", "").strip();
    return " (" + line.substring(0, Math.min(line.length(), MOST_CHARS)) + ")";
  }
}
