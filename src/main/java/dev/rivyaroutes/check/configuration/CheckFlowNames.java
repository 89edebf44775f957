package dev.rivyaroutes.check.configuration;

import dev.rivyaroutes.Nearest;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Finds budgets and callers of flows that do not exist: they would limit or permit nothing. */
public final class CheckFlowNames {

  private static final ConfigurationPropertyName BUDGETS =
      ConfigurationPropertyName.of("rivya.flows");
  private static final ConfigurationPropertyName ACCESS =
      ConfigurationPropertyName.of("rivya.access");

  private final Environment environment;
  private final Collection<String> flows;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> reported = new HashSet<>();

  /**
   * @param flows the names of the flow files
   */
  public CheckFlowNames(Environment environment, Collection<String> flows) {
    this.environment = environment;
    this.flows = flows;
  }

  public static boolean isOfAccess(ConfigurationPropertyName key) {
    return ACCESS.isAncestorOf(key);
  }

  public List<Finding> check() {
    forEachKeyBelow(BUDGETS, this::budget);
    forEachKeyBelow(ACCESS, this::caller);
    return findings;
  }

  private void forEachKeyBelow(
      ConfigurationPropertyName parent,
      BiConsumer<ConfigurationPropertyName, ConfigurationPropertySource> check) {
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source instanceof IterableConfigurationPropertySource all) {
        all.stream().filter(parent::isAncestorOf).forEach(key -> check.accept(key, source));
      }
    }
  }

  private void budget(ConfigurationPropertyName key, ConfigurationPropertySource source) {
    String flow = key.getElement(2, Form.ORIGINAL);
    if (!isEnvironment(source) && isCap(key) && !flows.contains(flow) && reported.add(flow)) {
      String nearest = Nearest.to(flow, flows);
      String problem = "rivya.flows.%s sets a budget, but there is no flow %s.";
      add(key, source, problem.formatted(flow, flow), flow, "rivya.flows.", nearest);
    }
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

  /** The list is set element by element, or as one text with commas. */
  private void caller(ConfigurationPropertyName key, ConfigurationPropertySource source) {
    if (key.toString().contains("].flows")) {
      for (String part : environment.getProperty(key.toString(), "").split(",")) {
        String flow = part.strip();
        if (!flow.isEmpty() && !flow.equals("*") && !flows.contains(flow)) {
          String problem = key + " names the flow " + flow + ", which does not exist.";
          add(key, source, problem, flow, "", Nearest.near(flow, flows));
        }
      }
    }
  }

  private void add(
      ConfigurationPropertyName key,
      ConfigurationPropertySource source,
      String problem,
      String flow,
      String prefix,
      String nearest) {
    findings.add(
        new Finding(
            Rule.FLOW_NAME,
            SettingPlace.of(source.getConfigurationProperty(key)),
            problem,
            nearest == null
                ? "Remove it, or add routes/" + flow + ".camel.yaml."
                : "Write " + prefix + nearest + ", or remove it."));
  }
}
