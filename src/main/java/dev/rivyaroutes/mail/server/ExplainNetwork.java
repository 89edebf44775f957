package dev.rivyaroutes.mail.server;

import dev.rivyaroutes.PlainDuration;
import dev.rivyaroutes.mail.server.MailFailed.Why;
import dev.rivyaroutes.mail.token.TokenFailed;
import dev.rivyaroutes.outbound.ExplainTls;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Explains failures on the way to a mail server. */
final class ExplainNetwork {

  private final MailServer server;
  private final String keys;

  ExplainNetwork(MailServer server) {
    this.server = server;
    this.keys = server.key() + "." + server.protocol();
  }

  /** Null if it is no failure of the network. */
  Reason reason(Throwable t) {
    if (t instanceof TokenFailed) {
      return new Reason(Why.LOGIN, t.getMessage());
    }
    if (t instanceof UnknownHostException) {
      return unreachable("the name %s has no address in DNS".formatted(server.host()));
    }
    if (t instanceof ConnectException) {
      return unreachable(
          t.getMessage() != null && t.getMessage().contains("timed out")
              ? noConnection()
              : server.address() + " refuses connections");
    }
    if (t instanceof NoRouteToHostException) {
      return unreachable("there is no network route to " + server.address());
    }
    if (t instanceof SSLException tls) {
      return new Reason(Why.UNREACHABLE, tls(tls));
    }
    if (t instanceof SocketTimeoutException) {
      boolean connecting =
          String.valueOf(t.getMessage()).toLowerCase(Locale.ROOT).contains("connect");
      return connecting ? unreachable(noConnection()) : silent(maybeImplicit());
    }
    if (t instanceof SocketException || t instanceof EOFException) {
      return noGreeting();
    }
    return null;
  }

  private String noConnection() {
    return "%s accepted no connection within %s"
        .formatted(server.address(), PlainDuration.of(server.timeout()));
  }

  private Reason unreachable(String what) {
    return new Reason(
        Why.UNREACHABLE, "%s. Check %s.host, %s.port and the network.".formatted(what, keys, keys));
  }

  Reason silent(String hint) {
    return new Reason(
        Why.LOST,
        "%s sent nothing for %s.%s"
            .formatted(server.address(), PlainDuration.of(server.timeout()), hint));
  }

  Reason noGreeting() {
    return new Reason(Why.LOST, server.address() + " closed the connection." + maybeImplicit());
  }

  /** A server that waits for TLS sends no greeting. */
  private String maybeImplicit() {
    return server.tls() == Tls.IMPLICIT
        ? ""
        : " If its port %d expects TLS from the start, set %s.tls: implicit."
            .formatted(server.port(), keys);
  }

  private String tls(SSLException tls) {
    String text = String.valueOf(tls.getMessage()).toLowerCase(Locale.ROOT);
    if (text.contains("unrecognized ssl message") || text.contains("plaintext")) {
      return "%s does not use TLS from the start on port %d. Set %s.tls: starttls, or another %s.port."
          .formatted(server.host(), server.port(), keys, keys);
    }
    return ExplainTls.message(server.address(), tls) + ". The server is " + keys + ".host.";
  }
}
