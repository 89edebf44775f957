package dev.rivyaroutes.console;

import dev.rivyaroutes.account.TrackAvailability;
import dev.rivyaroutes.account.TrackAvailability.Availability;
import dev.rivyaroutes.http.Visible;
import dev.rivyaroutes.ledger.credits.Cap.Scope;
import dev.rivyaroutes.ledger.credits.FindCredits;
import dev.rivyaroutes.ledger.job.Visibility;
import java.util.List;
import org.springframework.stereotype.Component;

/** The accounts with their credits, and whether Rivya answers them. */
@Component
class DescribeAccounts {

  private final FindCredits credits;
  private final TrackAvailability availability;
  private final Visible visible;

  DescribeAccounts(FindCredits credits, TrackAvailability availability, Visible visible) {
    this.visible = visible;
    this.credits = credits;
    this.availability = availability;
  }

  /**
   * An account.
   *
   * @param budgets its caps, for callers of all flows
   */
  record Account(
      FindCredits.Account credits, Availability rivya, List<FindCredits.Budget> budgets) {}

  List<Account> of(Visibility sees) {
    return visible.accounts(sees).stream()
        .map(
            name ->
                new Account(
                    credits.account(name, sees),
                    availability.of(name),
                    sees.isOfAllFlows() ? credits.budgets(Scope.ACCOUNT, name) : List.of()))
        .toList();
  }
}
