package dev.rivyaroutes.connection.sftp;

import java.net.SocketAddress;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;

/** Follows the first steps of connections: the algorithms, and the key of the server. */
final class Negotiation implements SessionListener, ServerKeyVerifier {
  private static final AttributeKey<Attempt> ATTEMPT = new AttributeKey<>();

  private final SshAlgorithms algorithms;

  /** The types of host keys whose fingerprints are not the expected ones. */
  private final Set<String> otherTypes = ConcurrentHashMap.newKeySet();

  Negotiation(SshAlgorithms algorithms) {
    this.algorithms = algorithms;
  }

  /** What one attempt sees of the server. */
  static final class Attempt {
    private final List<String> expected;
    private volatile PublicKey presented;
    private volatile boolean accepted;
    private volatile String trouble;

    /**
     * @param expected the fingerprints of which the key of the server must have one
     */
    Attempt(List<String> expected) {
      this.expected = expected;
    }

    AttributeRepository context() {
      return AttributeRepository.ofKeyValuePair(ATTEMPT, this);
    }

    PublicKey presented() {
      return presented;
    }

    boolean isAccepted() {
      return accepted;
    }

    boolean isRefused() {
      return presented != null && !accepted;
    }

    /** Why there is no common algorithm; null if there is. */
    String trouble() {
      return trouble;
    }
  }

  private static Attempt attempt(Session session) {
    return ((ClientSession) session).getConnectionContext().getAttribute(ATTEMPT);
  }

  void proposeAllTypes() {
    otherTypes.clear();
  }

  void proposeOtherTypesThan(String type) {
    otherTypes.add(type);
  }

  @Override
  public boolean verifyServerKey(ClientSession session, SocketAddress server, PublicKey key) {
    Attempt attempt = attempt(session);
    attempt.presented = key;
    attempt.accepted = attempt.expected.contains(HostKeys.fingerprint(key));
    return attempt.accepted;
  }

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
