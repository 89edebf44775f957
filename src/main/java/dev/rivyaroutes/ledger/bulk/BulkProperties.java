package dev.rivyaroutes.ledger.bulk;

import dev.rivyaroutes.Require;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of bulk orders.
 *
 * @param openJobs The maximum number of jobs of one bulk order that were ordered and have not
 *     ended. Raise it for long generations at a high rate; lower it to notice failures earlier.
 * @param stopAbove The share of failed jobs, in percent, above which a bulk order pauses itself
 *     unless it sets another one. 100 never pauses.
 */
@ConfigurationProperties("rivya.bulk")
public record BulkProperties(@DefaultValue("500") int openJobs, @DefaultValue("20") int stopAbove) {

  public BulkProperties {
    Require.atLeast("rivya.bulk.open-jobs", openJobs, 1);
    Require.atLeast("rivya.bulk.stop-above", stopAbove, 0);
    Require.that(
        stopAbove <= 100,
        "rivya.bulk.stop-above is " + stopAbove + "; it must be at most 100, in percent.");
  }
}
