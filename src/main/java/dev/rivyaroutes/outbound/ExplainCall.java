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

/** Turns the exceptions of the HTTP client into readable failures. */
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
          "%s accepted no connection within %s"
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
          "%s sent nothing for %s".formatted(host, PlainDuration.of(limits.responseTimeout())),
          failure);
    }
    if (failure instanceof ConnectionClosedException
        || failure instanceof StreamClosedException
        || failure instanceof TruncatedChunkException
        || failure instanceof SocketException) {
      return failed(
          host,
          Why.BROKEN,
          host + " closed the connection before its answer was complete",
          failure);
    }
    if (failure instanceof MalformedChunkCodingException || failure instanceof HttpException) {
      return failed(host, Why.BROKEN, host + " sent an answer that is not valid HTTP", failure);
    }
    if (failure instanceof NoHttpResponseException) {
      return failed(
          host, Why.BROKEN, host + " closed the connection without an HTTP answer", failure);
    }
    return failed(host, Why.BROKEN, "the connection to " + host + " was lost", failure);
  }

  /** The messages of the operating system differ, so they are not used. */
  private static CallFailed unresolved(String host, Throwable failure) {
    String message =
        failure instanceof AddressRefused
            ? failure.getMessage()
            : "the name %s has no address in DNS; check the name, and this machine's DNS settings"
                .formatted(host.replaceFirst(":\\d+$", ""));
    return failed(host, Why.UNRESOLVED, message, failure);
  }

  private static CallFailed failed(String host, Why why, String message, Throwable cause) {
    return new CallFailed(host, why, message, cause);
  }
}
