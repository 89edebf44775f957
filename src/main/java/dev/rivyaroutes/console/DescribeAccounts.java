package dev.rivyaroutes.console;

import dev.rivyaroutes.account.TrackAvailability;
import dev.rivyaroutes.account.TrackAvailability.Availability;
import dev.rivyaroutes.ledger.credits.FindCredits;
import java.util.List;
import org.springframework.stereotype.Component;

/** The accounts with their credits, and whether Rivya answers them. */
@Component
class DescribeAccounts {

  private final FindCredits credits;
  private final TrackAvailability availability;

  DescribeAccounts(FindCredits credits, TrackAvailability availability) {
    this.credits = credits;
    this.availability = availability;
  }

  /** An account. */
  record Account(FindCredits.Account credits, Availability rivya) {}

  List<Account> all() {
    return credits.names().stream()
        .sorted()
        .map(name -> new Account(credits.account(name), availability.of(name)))
        .toList();
  }
}
