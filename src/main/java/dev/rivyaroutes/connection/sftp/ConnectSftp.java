package dev.rivyaroutes.connection.sftp;

import java.io.IOException;
import java.nio.charset.Charset;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.client.impl.AbstractSftpClient;

/**
 * Opens connections to one server. A server has several host keys, and the client cannot know which
 * of them is expected: a type of key with another fingerprint is not proposed again, until the
 * server has no further one.
 */
final class ConnectSftp {
  /** SFTP version 3, which all servers support. */
  private static final int VERSION = 3;

  private final SftpConnectionProperties settings;
  private final SshClient client;
  private final HostKeys hostKeys;
  private final ExplainSftp explain;
  private final KeyPair login;
  private final Negotiation negotiation;

  ConnectSftp(
      SftpConnectionProperties settings,
      SshClient client,
      HostKeys hostKeys,
      SshAlgorithms algorithms,
      ExplainSftp explain,
      KeyPair login) {
    this.settings = settings;
    this.client = client;
    this.hostKeys = hostKeys;
    this.explain = explain;
    this.login = login;
    this.negotiation = new Negotiation(algorithms);
    client.setServerKeyVerifier(negotiation);
    client.addSessionListener(negotiation);
  }

  /**
   * Opens a connection.
   *
   * @param names how the names of files are decoded
   */
  SftpSession open(Charset names) throws SftpFailed {
    List<String> expected = hostKeys.expected();
    List<String> presented = new ArrayList<>();
    negotiation.proposeAllTypes();
    while (true) {
      Negotiation.Attempt attempt = new Negotiation.Attempt(expected);
      ClientSession session = null;
      try {
        session = connect(attempt);
        return open(session, names);
      } catch (IOException | RuntimeException e) {
        close(session);
        if (attempt.isRefused()) {
          String type = KeyUtils.getKeyType(attempt.presented());
          String key = "%s (%s)".formatted(HostKeys.fingerprint(attempt.presented()), type);
          if (!presented.contains(key)) {
            presented.add(key);
            negotiation.proposeOtherTypesThan(type);
            continue;
          }
        }
        throw failed(attempt, presented, expected, e);
      }
    }
  }

  private SftpFailed failed(
      Negotiation.Attempt attempt, List<String> presented, List<String> expected, Exception e) {
    if (!presented.isEmpty() && !attempt.isAccepted()) {
      return explain.refused(hostKeys.refusal(expected, presented), e);
    }
    if (attempt.trouble() != null) {
      return explain.refused(attempt.trouble(), e);
    }
    return e instanceof SftpFailed known ? known : explain.connection(e);
  }

  private ClientSession connect(Negotiation.Attempt attempt) throws IOException {
    ClientSession session =
        client
            .connect(settings.user(), settings.host().strip(), settings.port(), attempt.context())
            .verify(settings.connectTimeout())
            .getSession();
    try {
      if (!settings.password().isEmpty()) {
        session.addPasswordIdentity(settings.password());
      }
      if (login != null) {
        session.addPublicKeyIdentity(login);
      }
      session.auth().verify(settings.connectTimeout());
      return session;
    } catch (IOException | RuntimeException e) {
      close(session);
      if (attempt.isAccepted() && isRefusedLogin(e)) {
        throw explain.login(e);
      }
      throw e;
    }
  }

  private static boolean isRefusedLogin(Exception e) {
    String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return text.contains("authentication") && !text.contains("timeout");
  }

  private SftpSession open(ClientSession session, Charset names) throws IOException {
    try {
      AbstractSftpClient sftp =
          (AbstractSftpClient) SftpClientFactory.instance().createSftpClient(session, VERSION);
      sftp.setNameDecodingCharset(names);
      return new SftpSession(session, sftp, explain);
    } catch (IOException | RuntimeException e) {
      if (session.isOpen()) {
        throw explain.refused(
            "the user %s may log in but not use SFTP. Enable SFTP for that user on the server."
                .formatted(settings.user()),
            e);
      }
      throw e;
    }
  }

  private static void close(ClientSession session) {
    if (session != null) {
      session.close(true);
    }
  }
}
