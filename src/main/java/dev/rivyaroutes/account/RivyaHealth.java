package dev.rivyaroutes.account;

import dev.rivyaroutes.ledger.credits.RivyaContact.Contact;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * Tells in the health's details since when an account's Rivya gives no answer. It never turns the
 * health itself: a restart or a smaller cluster would not bring Rivya back.
 */
final class RivyaHealth implements HealthIndicator {

  private final Accounts accounts;
  private final WatchContact contact;

  RivyaHealth(Accounts accounts, WatchContact contact) {
    this.accounts = accounts;
    this.contact = contact;
  }

  @Override
  public Health health() {
    Health.Builder health = Health.up();
    for (String account : accounts.names()) {
      health.withDetail(account, details(contact.of(account)));
    }
    return health.build();
  }

  private static Map<String, Object> details(Contact contact) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("host", contact.host());
    if (contact.lastAnswer() != null) {
      details.put("lastAnswer", contact.lastAnswer().toString());
    }
    if (contact.awaySince() != null) {
      details.put("noAnswerSince", contact.awaySince().toString());
      details.put("trouble", contact.trouble());
    }
    return details;
  }
}
