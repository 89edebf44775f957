package dev.rivyaroutes.connection.sftp;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.Printable;
import dev.rivyaroutes.connection.sftp.SftpFailed.Why;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** Explains failures of one SFTP connection with reason and remedy, by the configuration keys. */
final class ExplainSftp {
  private final String key;
  private final SftpConnectionProperties settings;

  ExplainSftp(String key, SftpConnectionProperties settings) {
    this.key = key;
    this.settings = settings;
  }

  String server() {
    return settings.host() + ":" + settings.port();
  }

  /** The server could not be reached, or the connection to it broke. */
  SftpFailed connection(Throwable problem) {
    return new SftpFailed(
        Why.CONNECTION, "The SFTP server %s %s".formatted(server(), unreachable(problem)), problem);
  }

  /** A sentence about the server. */
  SftpFailed refused(String reason, Throwable problem) {
    return new SftpFailed(
        Why.CONNECTION,
        "The SFTP server %s cannot be used: %s".formatted(server(), reason),
        problem);
  }

  SftpFailed login(Throwable problem) {
    String tried =
        settings.hasKey()
            ? settings.password().isEmpty() ? "the private key" : "the private key and the password"
            : "the password";
    return refused(
        "it refused the login of %s with %s. Check %s.user and %s, and that the account is not locked."
            .formatted(
                settings.user(),
                tried,
                key,
                settings.hasKey()
                    ? key + ".private-key-file or " + key + ".private-key"
                    : key + ".password"),
        problem);
  }

  private String unreachable(Throwable problem) {
    for (Throwable t = problem; t != null; t = t.getCause()) {
      if (t instanceof UnresolvedAddressException || t instanceof UnknownHostException) {
        return "has no address in DNS. Check %s.host.".formatted(key);
      }
      if (t instanceof ConnectException) {
        return "refuses connections. Check %s.host and %s.port, and that the server runs."
            .formatted(key, key);
      }
      if (t instanceof NoRouteToHostException) {
        return "cannot be reached: there is no network route. Check %s.host and the network."
            .formatted(key);
      }
      if (t instanceof TimeoutException || String.valueOf(t.getMessage()).contains("imeout")) {
        return "did not answer in time. Check the network and the server's load, or raise %s.timeout."
            .formatted(key);
      }
    }
    return "closed the connection (%s). It is opened again."
        .formatted(Printable.line(PlainWords.of(problem)));
  }

  /**
   * A call failed.
   *
   * @param action what was to be done, such as {@code read /in/a.txt}
   */
  SftpFailed call(String action, IOException problem) {
    if (problem instanceof SftpFailed known) {
      return known;
    }
    if (!(problem instanceof SftpException answer)) {
      return connection(problem);
    }
    Why why = why(answer.getStatus());
    return why == Why.CONNECTION
        ? connection(problem)
        : new SftpFailed(
            why,
            "The SFTP server %s did not %s: %s"
                .formatted(server(), Printable.line(action), reason(why, answer)),
            problem);
  }

  private static Why why(int status) {
    return switch (status) {
      case SftpConstants.SSH_FX_NO_SUCH_FILE, SftpConstants.SSH_FX_NO_SUCH_PATH -> Why.MISSING;
      case SftpConstants.SSH_FX_PERMISSION_DENIED, SftpConstants.SSH_FX_WRITE_PROTECT ->
          Why.PERMISSION;
      case SftpConstants.SSH_FX_NO_SPACE_ON_FILESYSTEM, SftpConstants.SSH_FX_QUOTA_EXCEEDED ->
          Why.FULL;
      case SftpConstants.SSH_FX_NO_CONNECTION, SftpConstants.SSH_FX_CONNECTION_LOST ->
          Why.CONNECTION;
      default -> Why.REFUSED;
    };
  }

  private String reason(Why why, SftpException answer) {
    return switch (why) {
      case MISSING -> "there is no such file or folder.";
      case PERMISSION ->
          "the user %s may not do that. Give that user the permission on the server."
              .formatted(settings.user());
      case FULL -> full();
      default -> "it answered \"%s\".".formatted(Printable.line(answer.getMessage()));
    };
  }

  static String full() {
    return "its disk, or the quota of the user, is full. Free some space there.";
  }
}
