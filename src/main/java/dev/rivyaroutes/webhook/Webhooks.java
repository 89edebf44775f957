package dev.rivyaroutes.webhook;

import dev.rivyaroutes.ledger.events.NewEvent;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The accounts that receive events, and how each verifies and reads them. */
public final class Webhooks {

  private final Map<String, WebhookProperties> settings = new TreeMap<>();
  private final WebhookSecrets secrets;
  private final Clock clock;

  /**
   * @param accounts the settings by account
   * @param secrets the valid secrets, read for each event
   */
  public Webhooks(Map<String, WebhookProperties> accounts, WebhookSecrets secrets, Clock clock) {
    this.secrets = secrets;
    this.clock = clock;
    settings.putAll(accounts);
    settings.values().removeIf(account -> !account.isOn());
  }

  /** The accounts that receive events. */
  public Set<String> accounts() {
    return Set.copyOf(settings.keySet());
  }

  public boolean takes(String account) {
    return account != null && settings.containsKey(account);
  }

  /** Whether the account's events settle its jobs without a call to Rivya. */
  public boolean trusts(String account) {
    return takes(account) && settings.get(account).trustPayload();
  }

  /**
   * Verifies the signature over the raw bytes, and then reads the event.
   *
   * @throws WebhookRefused when it is not from Rivya, or its timestamp is too far from now
   * @throws SecretUnusable when a secret is missing or unreadable, so that Rivya should send it
   *     again
   * @throws EventUnreadable when it is from Rivya, but not an event
   */
  public NewEvent verified(String account, Map<String, List<String>> headers, byte[] body)
      throws WebhookRefused, SecretUnusable, EventUnreadable {
    String id;
    try {
      id = settings.get(account).verifier(secrets.of(account), clock).verify(headers, body);
    } catch (WebhookRefused e) {
      Optional<String> trouble = secrets.trouble(account);
      if (trouble.isPresent()) {
        throw new SecretUnusable(trouble.get());
      }
      throw e;
    }
    return ReadEvent.of(account, id, body);
  }
}
