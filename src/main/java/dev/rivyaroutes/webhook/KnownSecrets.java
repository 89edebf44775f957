package dev.rivyaroutes.webhook;

import dev.rivyaroutes.ledger.WebhookEndpoint;
import dev.rivyaroutes.ledger.WebhookEndpoints;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Secrets of the configuration first, else those in the ledger; read anew each second. */
public final class KnownSecrets implements WebhookSecrets {

  private static final Logger LOG = LoggerFactory.getLogger(KnownSecrets.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private record Seen(List<String> sealed, List<String> secrets, Instant at) {}

  private final Map<String, WebhookSettings> settings;
  private final WebhookEndpoints endpoints;
  private final SealSecrets seal;
  private final Clock clock;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  public KnownSecrets(
      Map<String, WebhookSettings> settings,
      WebhookEndpoints endpoints,
      SealSecrets seal,
      Clock clock) {
    this.settings = settings;
    this.endpoints = endpoints;
    this.seal = seal;
    this.clock = clock;
  }

  @Override
  public List<String> of(String account) {
    WebhookSettings own = settings.get(account);
    if (own == null) {
      return List.of();
    }
    if (!own.secrets().isEmpty() || !own.isRegistered()) {
      return own.secrets();
    }
    Instant now = clock.instant();
    Seen last = seen.get(account);
    if (last == null || !last.at().plus(LOOK).isAfter(now)) {
      last = look(account, last, now);
      seen.put(account, last);
    }
    return last.secrets();
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
        endpoints.keepSecret(
            claimed, endpointId, seal.seal(account, secret), settings.get(account).overlap(), next);
    seen.remove(account);
    return alone;
  }

  private Seen look(String account, Seen last, Instant now) {
    List<String> sealed = endpoints.secrets(account);
    if (last != null && last.sealed().equals(sealed)) {
      return new Seen(sealed, last.secrets(), now);
    }
    List<String> secrets = new ArrayList<>();
    for (String one : sealed) {
      try {
        secrets.add(seal.open(account, one));
      } catch (IllegalStateException e) {
        LOG.warn("{}", e.getMessage());
      }
    }
    return new Seen(sealed, List.copyOf(secrets), now);
  }
}
