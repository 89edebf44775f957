package dev.rivyaroutes.account;

import dev.rivyaroutes.Require;
import java.math.BigDecimal;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The credit limits of an account; 0 is no limit.
 *
 * @param warnBelow The balance in credits below which the log warns once. 0 disables it.
 * @param pauseBelow The balance in credits below which the account submits nothing more. 0 disables
 *     it.
 * @param dailyCap The maximum number of credits in a day (UTC), over all flows and replicas. Jobs
 *     beyond it wait for the next day. 0 means no cap.
 * @param monthlyCap The maximum number of credits in a month (UTC). 0 means no cap.
 */
public record AccountCredits(
    @DefaultValue("100") BigDecimal warnBelow,
    @DefaultValue("10") BigDecimal pauseBelow,
    @DefaultValue("0") BigDecimal dailyCap,
    @DefaultValue("0") BigDecimal monthlyCap) {

  void check(String key) {
    requireCredits(key + ".warn-below", warnBelow);
    requireCredits(key + ".pause-below", pauseBelow);
    requireCredits(key + ".daily-cap", dailyCap);
    requireCredits(key + ".monthly-cap", monthlyCap);
  }

  static void requireCredits(String key, BigDecimal credits) {
    Require.that(
        credits.signum() >= 0,
        key + " is " + credits.toPlainString() + "; write credits, or 0 for none.");
  }
}
