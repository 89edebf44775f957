package dev.rivyaroutes.account;

import java.math.BigDecimal;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an account's credits are watched for; 0 is none.
 *
 * @param warnBelow the balance below which the log warns, once until it is above again
 * @param pauseBelow the balance below which the account spends nothing until it is above again
 * @param dailyCap the most credits in a day
 * @param monthlyCap the most credits in a month
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
    if (credits.signum() < 0) {
      throw new IllegalArgumentException(
          key + " is " + credits.toPlainString() + "; write credits, or 0 for none.");
    }
  }
}
