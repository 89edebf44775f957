package dev.rivyaroutes.webhook;

import dev.rivyaroutes.ledger.events.RotateSecrets;
import dev.rivyaroutes.ledger.events.WebhookEndpoint;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Secrets of the configuration first, else those in the ledger; read anew each second. */
public final class KnownSecrets implements WebhookSecrets {

  private static final Logger LOG = LoggerFactory.getLogger(KnownSecrets.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private record Seen(List<String> sealed, List<String> secrets, String trouble, Instant at) {}

  private final Map<String, WebhookSettings> settings;
  private final RotateSecrets kept;
  private final SealSecrets seal;
  private final Clock clock;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  public KnownSecrets(
      Map<String, WebhookSettings> settings, RotateSecrets kept, SealSecrets seal, Clock clock) {
    this.settings = settings;
    this.kept = kept;
    this.seal = seal;
    this.clock = clock;
  }

  @Override
  public List<String> of(String account) {
    WebhookSettings own = settings.get(account);
    if (own == null) {
      return List.of();
    }
    return isKept(own) ? seen(account).secrets() : own.secrets();
  }

  @Override
  public Optional<String> trouble(String account) {
    WebhookSettings own = settings.get(account);
    return own != null && isKept(own)
        ? Optional.ofNullable(seen(account).trouble())
        : Optional.empty();
  }

  private static boolean isKept(WebhookSettings own) {
    return own.secrets().isEmpty() && own.isRegistered();
  }

  private Seen seen(String account) {
    Instant now = clock.instant();
    Seen last = seen.get(account);
    if (last == null || !last.at().plus(LOOK).isAfter(now)) {
      last = look(account, last, now);
      seen.put(account, last);
    }
    return last;
  }

  /**
   * Keeps a secret that Rivya has just shown, encrypted; the earlier ones hold until the account's
   * overlap is over.
   *
   * @return false when another replica made one too: both hold, and there will be another
   */
  public boolean keep(WebhookEndpoint claimed, String endpointId, String secret, Instant next) {
    String account = claimed.account();
    boolean alone =
        kept.storeSecret(
            claimed, endpointId, seal.seal(account, secret), settings.get(account).overlap(), next);
    seen.remove(account);
    seen(account);
    return alone;
  }

  /** What is wrong is said once, until the secrets change. */
  private Seen look(String account, Seen last, Instant now) {
    List<String> sealed = kept.validSecrets(account);
    if (last != null && last.sealed().equals(sealed)) {
      return new Seen(sealed, last.secrets(), last.trouble(), now);
    }
    if (sealed.isEmpty()) {
      String none = "The webhook secret of account " + account + " is not known yet.";
      return new Seen(sealed, List.of(), none, now);
    }
    List<String> secrets = new ArrayList<>();
    String trouble = null;
    for (String one : sealed) {
      try {
        secrets.add(usable(account, seal.open(account, one)));
      } catch (IllegalStateException e) {
        LOG.warn("{}", e.getMessage());
        trouble = e.getMessage();
      }
    }
    return new Seen(sealed, List.copyOf(secrets), trouble, now);
  }

  private String usable(String account, String secret) {
    if (!settings.get(account).isKey(secret)) {
      throw new IllegalStateException(
          "A webhook secret that Rivya gave account %1$s is no key for its scheme, so its events cannot be checked. Set rivya.accounts.%1$s.webhook.scheme to the way that Rivya signs, or order a new secret: POST /api/accounts/%1$s/webhook/rotate."
              .formatted(account));
    }
    return secret;
  }
}
