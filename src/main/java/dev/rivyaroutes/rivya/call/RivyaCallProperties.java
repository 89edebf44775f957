package dev.rivyaroutes.rivya.call;

import dev.rivyaroutes.Require;
import dev.rivyaroutes.outbound.CallLimits;
import dev.rivyaroutes.outbound.MinimumRate;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How long a call to Rivya, or to a host of a file, may take.
 *
 * @param connectTimeout The maximum time to connect to Rivya.
 * @param responseTimeout The longest pause before or within an answer of Rivya. Raise it if a proxy
 *     is slow.
 * @param chatResponseTimeout The longest pause before or within a chat answer.
 * @param deadline The maximum duration of a whole call to Rivya.
 * @param chatDeadline The maximum duration of a whole chat answer, streamed or not.
 * @param transferDeadline The maximum duration of the upload of a file to Rivya, and of the
 *     download of a result. Raise it for large files over slow connections.
 * @param referenceDeadline The maximum duration of the download of a reference from an address that
 *     a brief names.
 * @param leastRate The minimum bytes per second of a download. A slower one is aborted. 0B means no
 *     limit.
 * @param leastRateWithin How long a download may stay below that rate.
 */
@ConfigurationProperties("rivya.calls")
public record RivyaCallProperties(
    @DefaultValue("10s") Duration connectTimeout,
    @DefaultValue("60s") Duration responseTimeout,
    @DefaultValue("5m") Duration chatResponseTimeout,
    @DefaultValue("2m") Duration deadline,
    @DefaultValue("15m") Duration chatDeadline,
    @DefaultValue("1h") Duration transferDeadline,
    @DefaultValue("10m") Duration referenceDeadline,
    @DefaultValue("4KB") DataSize leastRate,
    @DefaultValue("30s") Duration leastRateWithin) {

  /** The largest JSON answer; the ledger stores at most a million characters of it. */
  private static final long MOST_JSON = 64L << 20;

  public RivyaCallProperties {
    Require.atLeast("rivya.calls.connect-timeout", connectTimeout, "100ms");
    Require.atLeast("rivya.calls.response-timeout", responseTimeout, "100ms");
    Require.atLeast("rivya.calls.chat-response-timeout", chatResponseTimeout, "100ms");
    Require.atLeast("rivya.calls.deadline", deadline, "100ms");
    Require.atLeast("rivya.calls.chat-deadline", chatDeadline, "100ms");
    Require.atLeast("rivya.calls.transfer-deadline", transferDeadline, "100ms");
    Require.atLeast("rivya.calls.reference-deadline", referenceDeadline, "100ms");
    Require.atLeast("rivya.calls.least-rate-within", leastRateWithin, "100ms");
    Require.that(
        !leastRate.isNegative(),
        "rivya.calls.least-rate is " + leastRate + "; it must be 0B or more.");
  }

  CallLimits ofCalls() {
    return limits(responseTimeout, deadline, minimumRate(), MOST_JSON);
  }

  /** Without a minimum rate: a model may pause for minutes between two words. */
  CallLimits ofChat() {
    return limits(chatResponseTimeout, chatDeadline, MinimumRate.ANY, MOST_JSON);
  }

  CallLimits ofUploads() {
    return limits(responseTimeout, transferDeadline, minimumRate(), MOST_JSON);
  }

  CallLimits ofResults() {
    return limits(responseTimeout, transferDeadline, minimumRate(), Long.MAX_VALUE);
  }

  CallLimits ofReferences() {
    return limits(responseTimeout, referenceDeadline, minimumRate(), Long.MAX_VALUE);
  }

  private CallLimits limits(
      Duration responseTimeout, Duration deadline, MinimumRate minimumRate, long maxBytes) {
    return new CallLimits(connectTimeout, responseTimeout, deadline, minimumRate, maxBytes);
  }

  private MinimumRate minimumRate() {
    return new MinimumRate(leastRate.toBytes(), leastRateWithin);
  }
}
