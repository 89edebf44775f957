package dev.rivyaroutes.connection.sftp;

import java.io.IOException;
import java.nio.charset.Charset;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.client.impl.AbstractSftpClient;

/**
 * Opens connections to one server. A server has several host keys, and the client cannot know which
 * of them is expected: a type of key with another fingerprint is not proposed again, until the
 * server has no further one.
 */
final class ConnectSftp {
  private static final AttributeKey<Attempt> ATTEMPT = new AttributeKey<>();

  /** SFTP version 3, which all servers support. */
  private static final int VERSION = 3;

  private final SftpConnectionProperties settings;
  private final SshClient client;
  private final HostKeys hostKeys;
  private final SshAlgorithms algorithms;
  private final ExplainSftp explain;
  private final KeyPair login;

  /** The types of host keys whose fingerprints are not the expected ones. */
  private final Set<String> otherTypes = ConcurrentHashMap.newKeySet();

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
    this.algorithms = algorithms;
    this.explain = explain;
    this.login = login;
    client.setServerKeyVerifier((session, address, hostKey) -> attempt(session).accepts(hostKey));
    client.addSessionListener(new Negotiation());
  }

  /** What one attempt sees of the server. */
  private static final class Attempt {
    private final List<String> expected;
    private PublicKey presented;
    private boolean accepted;
    private volatile String trouble;

    Attempt(List<String> expected) {
      this.expected = expected;
    }

    boolean accepts(PublicKey hostKey) {
      presented = hostKey;
      accepted = expected.contains(HostKeys.fingerprint(hostKey));
      return accepted;
    }

    boolean isRefused() {
      return presented != null && !accepted;
    }
  }

  private static Attempt attempt(Session session) {
    return ((ClientSession) session).getConnectionContext().getAttribute(ATTEMPT);
  }

  private final class Negotiation implements SessionListener {
    @Override
    public void sessionNegotiationOptionsCreated(
        Session session, Map<KexProposalOption, String> proposal) {
      String types =
          Arrays.stream(proposal.get(KexProposalOption.SERVERKEYS).split(","))
              .filter(type -> !otherTypes.contains(KeyUtils.getCanonicalKeyType(type)))
              .collect(Collectors.joining(","));
      if (!types.isEmpty()) {
        proposal.put(KexProposalOption.SERVERKEYS, types);
      }
    }

    @Override
    public void sessionNegotiationEnd(
        Session session,
        Map<KexProposalOption, String> proposed,
        Map<KexProposalOption, String> offered,
        Map<KexProposalOption, String> negotiated,
        Throwable reason) {
      if (reason != null) {
        attempt(session).trouble = algorithms.explain(proposed, offered);
      }
    }
  }

  /**
   * Opens a connection.
   *
   * @param names how the names of files are decoded
   */
  SftpSession open(Charset names) throws SftpFailed {
    List<String> expected = hostKeys.expected();
    List<String> presented = new ArrayList<>();
    otherTypes.clear();
    while (true) {
      Attempt attempt = new Attempt(expected);
      ClientSession session = null;
      try {
        session = connect(attempt);
        return open(session, names);
      } catch (IOException | RuntimeException e) {
        close(session);
        if (attempt.isRefused()) {
          String type = KeyUtils.getKeyType(attempt.presented);
          String key = "%s (%s)".formatted(HostKeys.fingerprint(attempt.presented), type);
          if (!presented.contains(key)) {
            presented.add(key);
            otherTypes.add(type);
            continue;
          }
        }
        throw failed(attempt, presented, expected, e);
      }
    }
  }

  private SftpFailed failed(
      Attempt attempt, List<String> presented, List<String> expected, Exception e) {
    if (!presented.isEmpty() && !attempt.accepted) {
      return explain.refused(hostKeys.refusal(expected, presented), e);
    }
    if (attempt.trouble != null) {
      return explain.refused(attempt.trouble, e);
    }
    return e instanceof SftpFailed known ? known : explain.connection(e);
  }

  private ClientSession connect(Attempt attempt) throws IOException {
    ClientSession session =
        client
            .connect(
                settings.user(),
                settings.host().strip(),
                settings.port(),
                AttributeRepository.ofKeyValuePair(ATTEMPT, attempt))
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
      if (attempt.accepted && isRefusedLogin(e)) {
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
