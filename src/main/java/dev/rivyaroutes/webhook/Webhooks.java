package dev.rivyaroutes.webhook;

import dev.rivyaroutes.ledger.events.NewEvent;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The accounts that take events, and how each checks and reads them. */
public final class Webhooks {

  private final Map<String, WebhookSettings> settings = new TreeMap<>();
  private final WebhookSecrets secrets;
  private final Clock clock;

  /**
   * @param accounts the settings by account
   * @param secrets those in force, asked for each event
   */
  public Webhooks(Map<String, WebhookSettings> accounts, WebhookSecrets secrets, Clock clock) {
    this.secrets = secrets;
    this.clock = clock;
    accounts.forEach(
        (name, account) -> {
          if (account.isOn()) {
            settings.put(name, account);
          }
        });
  }

  /** Whether the account takes events. */
  public boolean takes(String account) {
    return account != null && settings.containsKey(account);
  }

  /** Whether the account's events settle its jobs, without a question to Rivya. */
  public boolean trusts(String account) {
    return takes(account) && settings.get(account).trustPayload();
  }

  /**
   * Checks the signature over the raw bytes, and only then reads them.
   *
   * @throws WebhookRefused when it is not from Rivya, or not from now
   * @throws SecretUnusable when that cannot be told now
   * @throws EventUnreadable when it is from Rivya, and no event
   */
  public NewEvent verified(String account, Map<String, List<String>> headers, byte[] body)
      throws WebhookRefused, SecretUnusable, EventUnreadable {
    WebhookSettings own = settings.get(account);
    String id;
    try {
      id = own.verifier(secrets.of(account), clock).verify(headers, body);
    } catch (WebhookRefused e) {
      Optional<String> trouble = secrets.trouble(account);
      if (trouble.isPresent()) {
        throw new SecretUnusable(trouble.get());
      }
      throw e;
    }
    boolean isSigned = own.signatureScheme().signed().contains("{id}");
    return ReadEvent.of(account, isSigned ? id : "", body);
  }
}
