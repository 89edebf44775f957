package dev.rivyaroutes.outbound;

import dev.rivyaroutes.PlainDuration;
import dev.rivyaroutes.outbound.CallFailed.Why;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.StreamClosedException;
import org.apache.hc.core5.http.TruncatedChunkException;

/** Says what a host did, from what the HTTP client throws. No class name reaches people. */
final class ExplainCall {

  private ExplainCall() {}

  static CallFailed of(String host, CallLimits limits, Throwable failure) {
    if (failure instanceof UnknownHostException) {
      return unresolved(host, failure);
    }
    if (failure instanceof SSLException tls) {
      return ExplainTls.of(host, tls);
    }
    if (failure instanceof ConnectTimeoutException) {
      return failed(
          host,
          Why.UNREACHABLE,
          "%s takes no connection within %s"
              .formatted(host, PlainDuration.of(limits.connectTimeout())),
          failure);
    }
    if (failure instanceof ConnectException) {
      return failed(host, Why.UNREACHABLE, host + " refuses connections", failure);
    }
    if (failure instanceof NoRouteToHostException) {
      return failed(host, Why.UNREACHABLE, "there is no network route to " + host, failure);
    }
    if (failure instanceof ConnectionRequestTimeoutException) {
      return failed(host, Why.UNREACHABLE, "all connections to " + host + " are in use", failure);
    }
    if (failure instanceof SocketTimeoutException) {
      return failed(
          host,
          Why.SLOW,
          "%s was silent for %s".formatted(host, PlainDuration.of(limits.responseTimeout())),
          failure);
    }
    if (failure instanceof ConnectionClosedException
        || failure instanceof StreamClosedException
        || failure instanceof TruncatedChunkException
        || failure instanceof SocketException) {
      return failed(
          host, Why.BROKEN, host + " closed the connection before its answer was whole", failure);
    }
    if (failure instanceof MalformedChunkCodingException || failure instanceof HttpException) {
      return failed(host, Why.BROKEN, host + " answers with something that is not HTTP", failure);
    }
    if (failure instanceof NoHttpResponseException) {
      return failed(
          host, Why.BROKEN, host + " closed the connection without an HTTP answer", failure);
    }
    return failed(host, Why.BROKEN, "the connection to " + host + " broke off", failure);
  }

  /** Address checks explain themselves; what the system says of names differs between systems. */
  private static CallFailed unresolved(String host, Throwable failure) {
    String words =
        failure instanceof ReadableMessage
            ? failure.getMessage()
            : "the name "
                + host.replaceFirst(":\\d+$", "")
                + " leads to no address; check it, and this machine's name service (DNS)";
    return failed(host, Why.UNRESOLVED, words, failure);
  }

  private static CallFailed failed(String host, Why why, String words, Throwable cause) {
    return new CallFailed(host, why, words, cause);
  }
}
