package dev.rivyaroutes.check.configuration;

import dev.rivyaroutes.Nearest;
import dev.rivyaroutes.check.Finding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Finds budgets of flows that do not exist: they would limit nothing. */
public final class CheckBudgets {

  private static final ConfigurationPropertyName FLOWS =
      ConfigurationPropertyName.of("rivya.flows");

  private final Environment environment;
  private final Collection<String> flows;

  /**
   * @param flows the names of the flow files
   */
  public CheckBudgets(Environment environment, Collection<String> flows) {
    this.environment = environment;
    this.flows = flows;
  }

  public List<Finding> check() {
    List<Finding> findings = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source instanceof IterableConfigurationPropertySource all && !isEnvironment(source)) {
        for (ConfigurationPropertyName key : all) {
          if (FLOWS.isAncestorOf(key) && isCap(key)) {
            String flow = key.getElement(2, Form.ORIGINAL);
            if (!flows.contains(flow) && !seen.contains(flow)) {
              seen.add(flow);
              findings.add(unknown(flow, SettingPlace.of(source.getConfigurationProperty(key))));
            }
          }
        }
      }
    }
    return findings;
  }

  /** A cap of 0 means no cap, and is allowed for a flow whose file was removed. */
  private boolean isCap(ConfigurationPropertyName key) {
    String value = environment.getProperty(key.toString(), "");
    try {
      return new BigDecimal(value.strip()).signum() > 0;
    } catch (NumberFormatException e) {
      return false; // CheckValues reports an invalid value.
    }
  }

  /** An environment variable has neither dashes nor capitals, so it cannot name a flow exactly. */
  private static boolean isEnvironment(ConfigurationPropertySource source) {
    return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
  }

  private Finding unknown(String flow, String place) {
    String nearest = Nearest.to(flow, flows);
    return new Finding(
        place,
        "rivya.flows." + flow + " sets a budget, but there is no flow " + flow + ".",
        nearest == null
            ? "Remove it, or add routes/" + flow + ".camel.yaml."
            : "Write rivya.flows." + nearest + ", or remove it.");
  }
}
