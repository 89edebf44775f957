package dev.rivyaroutes.account;

import dev.rivyaroutes.account.TrackAvailability.Availability;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Shows in the health details since when Rivya has not answered an account. The status stays up:
 * neither a restart nor a smaller cluster would make Rivya available.
 */
@Component
final class RivyaHealth implements HealthIndicator {

  private final Accounts accounts;
  private final TrackAvailability trackAvailability;

  RivyaHealth(Accounts accounts, TrackAvailability trackAvailability) {
    this.accounts = accounts;
    this.trackAvailability = trackAvailability;
  }

  @Override
  public Health health() {
    Health.Builder health = Health.up();
    for (String account : accounts.names()) {
      health.withDetail(account, details(account));
    }
    return health.build();
  }

  private Map<String, Object> details(String account) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("host", trackAvailability.host(account));
    Availability availability = trackAvailability.of(account);
    if (availability.lastAnswer() != null) {
      details.put("lastAnswer", availability.lastAnswer().toString());
    }
    if (availability.unavailableSince() != null) {
      details.put("noAnswerSince", availability.unavailableSince().toString());
      details.put("trouble", availability.reason());
    }
    return details;
  }
}
