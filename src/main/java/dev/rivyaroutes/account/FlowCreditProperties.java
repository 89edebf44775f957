package dev.rivyaroutes.account;

import dev.rivyaroutes.Require;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The budgets of flows.
 *
 * @param flows The flows by name.
 */
@ConfigurationProperties("rivya")
public record FlowCreditProperties(@DefaultValue Map<String, Flow> flows) {

  public FlowCreditProperties {
    flows = new TreeMap<>(flows);
    flows.remove(Flow.OTHER_SETTING);
    flows.forEach((name, flow) -> flow.credits().check("rivya.flows." + name + ".credits"));
  }

  /** One flow. */
  public record Flow(@DefaultValue FlowCredits credits) {

    private static final String OTHER_SETTING = "when-wrong";

    /**
     * Reads rivya.flows.when-wrong, a setting that stands among the flows.
     *
     * @throws IllegalArgumentException for another text, which is no flow
     */
    public static Flow of(String text) {
      Require.that(
          text.matches("[A-Za-z-]+"),
          "A flow below rivya.flows has settings, such as credits.daily-cap, and no value.");
      return new Flow(new FlowCredits(BigDecimal.ZERO, BigDecimal.ZERO));
    }
  }

  /**
   * The budget of a flow; 0 is no cap.
   *
   * @param dailyCap The maximum number of credits of this flow in a day (UTC), over all replicas.
   *     Jobs beyond it wait for the next day. 0 means no cap.
   * @param monthlyCap The maximum number of credits of this flow in a month (UTC). 0 means no cap.
   */
  public record FlowCredits(
      @DefaultValue("0") BigDecimal dailyCap, @DefaultValue("0") BigDecimal monthlyCap) {

    void check(String key) {
      AccountCredits.requireCredits(key + ".daily-cap", dailyCap);
      AccountCredits.requireCredits(key + ".monthly-cap", monthlyCap);
    }
  }
}
