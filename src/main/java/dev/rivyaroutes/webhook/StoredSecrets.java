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

/**
 * The secrets of the configuration, or else those in the ledger, which are read once a second: a
 * secret that another replica has just stored is valid within a second.
 */
public final class StoredSecrets implements WebhookSecrets {

  private static final Logger LOG = LoggerFactory.getLogger(StoredSecrets.class);
  private static final Duration MAX_AGE = Duration.ofSeconds(1);

  private record Cached(List<String> encrypted, List<String> secrets, String trouble, Instant at) {}

  private final Map<String, WebhookProperties> settings;
  private final RotateSecrets stored;
  private final EncryptSecrets encryption;
  private final Clock clock;
  private final Map<String, Cached> cache = new ConcurrentHashMap<>();

  public StoredSecrets(
      Map<String, WebhookProperties> settings,
      RotateSecrets stored,
      EncryptSecrets encryption,
      Clock clock) {
    this.settings = settings;
    this.stored = stored;
    this.encryption = encryption;
    this.clock = clock;
  }

  @Override
  public List<String> of(String account) {
    WebhookProperties own = settings.get(account);
    if (own == null) {
      return List.of();
    }
    return isStored(own) ? cached(account).secrets() : own.secrets();
  }

  @Override
  public Optional<String> trouble(String account) {
    WebhookProperties own = settings.get(account);
    return own != null && isStored(own)
        ? Optional.ofNullable(cached(account).trouble())
        : Optional.empty();
  }

  private static boolean isStored(WebhookProperties own) {
    return own.secrets().isEmpty() && own.isRegistered();
  }

  private Cached cached(String account) {
    Instant now = clock.instant();
    Cached last = cache.get(account);
    if (last == null || !last.at().plus(MAX_AGE).isAfter(now)) {
      last = read(account, last, now);
      cache.put(account, last);
    }
    return last;
  }

  /**
   * Stores a new secret of Rivya, encrypted; earlier ones stay valid for the account's overlap.
   *
   * @return false when another replica stored one too: both are valid, and another rotation follows
   */
  public boolean store(WebhookEndpoint claimed, String endpointId, String secret, Instant next) {
    String account = claimed.account();
    boolean alone =
        stored.storeSecret(
            claimed,
            endpointId,
            encryption.encrypt(account, secret),
            settings.get(account).overlap(),
            next);
    cache.remove(account);
    cached(account);
    return alone;
  }

  /** Logs an unusable secret once, until the secrets change. */
  private Cached read(String account, Cached last, Instant now) {
    List<String> encrypted = stored.validSecrets(account);
    if (last != null && last.encrypted().equals(encrypted)) {
      return new Cached(encrypted, last.secrets(), last.trouble(), now);
    }
    if (encrypted.isEmpty()) {
      String none = "The webhook secret of account " + account + " is not known yet.";
      return new Cached(encrypted, List.of(), none, now);
    }
    List<String> secrets = new ArrayList<>();
    String trouble = null;
    for (String one : encrypted) {
      try {
        secrets.add(usable(account, encryption.decrypt(account, one)));
      } catch (IllegalStateException e) {
        LOG.warn("{}", e.getMessage());
        trouble = e.getMessage();
      }
    }
    return new Cached(encrypted, List.copyOf(secrets), trouble, now);
  }

  private String usable(String account, String secret) {
    if (!settings.get(account).isKey(secret)) {
      throw new IllegalStateException(
          "A webhook secret that Rivya issued for account %1$s is not a key of its scheme, so its events cannot be verified. Set rivya.accounts.%1$s.webhook.scheme to the scheme that Rivya uses, or order a new secret: POST /api/accounts/%1$s/webhook/rotate."
              .formatted(account));
    }
    return secret;
  }
}
