package dev.rivyaroutes.mail.server;

import dev.rivyaroutes.FailureChain;
import dev.rivyaroutes.HiddenSecrets;
import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.mail.server.MailFailed.Why;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FolderClosedException;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.StoreClosedException;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.angus.mail.iap.BadCommandException;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ConnectionException;

/** Explains failures of a mail server with reason and remedy, by the configuration keys. */
public final class ExplainMail {

  private static final int MOST_CHARS = 300;

  private final MailServer server;
  private final String keys;
  private final ExplainNetwork network;

  public ExplainMail(MailServer server) {
    this.server = server;
    this.keys = server.key() + "." + server.protocol();
    this.network = new ExplainNetwork(server);
  }

  /**
   * @param action the failed action, such as {@code open the folder INBOX}
   */
  public MailFailed failed(String action, Throwable failure) {
    if (failure instanceof MailFailed known) {
      return known;
    }
    Reason reason = reason(failure);
    return failed(reason.why(), action, reason.text(), failure);
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

  private Reason reason(Throwable failure) {
    return Stream.concat(
            FailureChain.of(failure).stream().map(network::reason),
            FailureChain.of(failure).stream().map(this::answered))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseGet(() -> unknown(failure));
  }

  private static Reason unknown(Throwable failure) {
    String text = PlainWords.of(failure);
    return new Reason(Why.LOST, text.endsWith(".") ? text : text + ".");
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
          ? lost("")
          : new Reason(Why.LOGIN, new ExplainLogin(server).reason(text));
    }
    if (text.startsWith("Got bad greeting") && !text.endsWith("[EOF]")) {
      return new Reason(
          Why.LOST,
          "%s refused the connection%s."
              .formatted(server.address(), quoted(text.replaceFirst("(?s).*response: ", ""))));
    }
    if (text.endsWith("[EOF]")) {
      return text.startsWith("Got") ? network.noGreeting() : lost("");
    }
    if (t instanceof FolderNotFoundException) {
      return new Reason(Why.FOLDER, text);
    }
    if (t instanceof ConnectionException
        || t instanceof FolderClosedException
        || t instanceof StoreClosedException) {
      return text.contains("SocketTimeoutException") ? network.silent("") : lost(bye(text));
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
    return null;
  }

  private Reason lost(String words) {
    return new Reason(
        Why.LOST, "%s closed the connection%s.".formatted(server.address(), quoted(words)));
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
}
