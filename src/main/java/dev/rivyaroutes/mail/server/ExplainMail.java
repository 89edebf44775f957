package dev.rivyaroutes.mail.server;

import dev.rivyaroutes.HiddenSecrets;
import dev.rivyaroutes.PlainDuration;
import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.mail.server.MailFailed.Why;
import dev.rivyaroutes.mail.token.TokenFailed;
import dev.rivyaroutes.outbound.ExplainTls;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FolderClosedException;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.MessagingException;
import jakarta.mail.StoreClosedException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.iap.BadCommandException;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ConnectionException;

/** Explains failures of a mail server with reason and remedy, by the configuration keys. */
public final class ExplainMail {

  private static final int MOST_CHARS = 300;

  private final MailServer server;
  private final String keys;

  public ExplainMail(MailServer server) {
    this.server = server;
    this.keys = server.key() + "." + server.protocol();
  }

  /**
   * @param action the failed action, such as {@code open the folder INBOX}
   */
  public MailFailed failed(String action, Throwable failure) {
    if (failure instanceof MailFailed known) {
      return known;
    }
    Reason reason = reason(failure);
    return failed(reason.why, action, reason.text, failure);
  }

  /** A failure with a known reason. */
  public MailFailed failed(Why why, String action, String reason, Throwable cause) {
    String text = "Mail connection %s cannot %s: %s".formatted(server.connection(), action, reason);
    return new MailFailed(why, HiddenSecrets.hide(text), cause);
  }

  /** The server's words, on one line and shortened. */
  public static String quoted(String text) {
    String line =
        text == null ? "" : text.replaceAll("[\\p{Cntrl}\\s]+", " ").replaceFirst("[. ]+$", "");
    line = HiddenSecrets.hide(line.strip());
    return line.isEmpty()
        ? ""
        : " (" + line.substring(0, Math.min(line.length(), MOST_CHARS)) + ")";
  }

  private record Reason(Why why, String text) {}

  private Reason reason(Throwable failure) {
    List<Throwable> causes = causes(failure);
    for (Throwable t : causes) {
      Reason known = network(t);
      if (known != null) {
        return known;
      }
    }
    for (Throwable t : causes) {
      Reason known = answered(t);
      if (known != null) {
        return known;
      }
    }
    String text = PlainWords.of(failure);
    return new Reason(Why.LOST, text.endsWith(".") ? text : text + ".");
  }

  private Reason network(Throwable t) {
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
      return connecting ? unreachable(noConnection()) : silent();
    }
    if (t instanceof SocketException || t instanceof EOFException) {
      return new Reason(Why.LOST, server.address() + " closed the connection." + maybeImplicit());
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

  private Reason silent() {
    return new Reason(
        Why.LOST,
        "%s sent nothing for %s.%s"
            .formatted(server.address(), PlainDuration.of(server.timeout()), maybeImplicit()));
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

  private Reason answered(Throwable t) {
    String text = String.valueOf(t.getMessage());
    if (text.contains("STARTTLS") && (text.contains("required") || text.contains("not support"))) {
      return new Reason(
          Why.UNREACHABLE,
          "%s does not offer STARTTLS, which is required. Set %s.tls: implicit with the port for it, or enable STARTTLS there."
              .formatted(server.address(), keys));
    }
    if (t instanceof AuthenticationFailedException) {
      return text.isBlank() || text.equals("[EOF]")
          ? new Reason(Why.LOST, server.address() + " closed the connection during the login.")
          : new Reason(Why.LOGIN, new ExplainLogin(server).reason(text));
    }
    if (text.contains("[EOF]")) {
      return new Reason(Why.LOST, server.address() + " closed the connection." + maybeImplicit());
    }
    if (t instanceof FolderNotFoundException) {
      return new Reason(Why.FOLDER, text);
    }
    if (t instanceof ConnectionException
        || t instanceof FolderClosedException
        || t instanceof StoreClosedException) {
      return text.contains("SocketTimeoutException")
          ? silent()
          : new Reason(
              Why.LOST,
              "%s closed the connection%s.%s"
                  .formatted(server.address(), quoted(bye(text)), maybeImplicit()));
    }
    if (t instanceof CommandFailedException || t instanceof BadCommandException) {
      return new Reason(
          Why.REFUSED,
          "%s refused it%s.%s"
              .formatted(
                  server.address(),
                  quoted(text.replaceFirst("^\\w+ (NO|BAD) ", "")),
                  refusalRemedy(text)));
    }
    return text.startsWith("Got bad greeting")
        ? new Reason(
            Why.LOST,
            "%s refused the connection%s.%s"
                .formatted(
                    server.address(),
                    quoted(text.replaceFirst("(?s).*response: ", "")),
                    maybeImplicit()))
        : null;
  }

  private static String refusalRemedy(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    if (upper.contains("OVERQUOTA") || upper.contains("QUOTA EXCEEDED")) {
      return " The mailbox is full: delete mail there, or raise its quota.";
    }
    return upper.contains("NOPERM") ? " The user lacks the permission for it." : "";
  }

  /** What the server said with its goodbye; nothing where Angus Mail made it up. */
  private static String bye(String text) {
    return text.contains("BYE ") && !text.contains("JavaMail Exception")
        ? text.replaceFirst("(?s).*?BYE ", "")
        : "";
  }

  /** Angus Mail has its causes in two places. */
  private static List<Throwable> causes(Throwable failure) {
    List<Throwable> all = new ArrayList<>();
    for (Throwable t = failure; t != null && !all.contains(t); t = next(t)) {
      all.add(t);
    }
    return all;
  }

  private static Throwable next(Throwable t) {
    return t instanceof MessagingException mail && mail.getNextException() != null
        ? mail.getNextException()
        : t.getCause();
  }
}
