package dev.rivyaroutes.check.configuration;

import dev.rivyaroutes.Nearest;
import dev.rivyaroutes.check.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;

/** Finds callers with access to flows that do not exist. */
public final class CheckTokens {

  private static final ConfigurationPropertyName ACCESS =
      ConfigurationPropertyName.of("rivya.access");

  private final Environment environment;
  private final Collection<String> flows;

  /**
   * @param flows the names of the flow files
   */
  public CheckTokens(Environment environment, Collection<String> flows) {
    this.environment = environment;
    this.flows = flows;
  }

  public static boolean isOfAccess(ConfigurationPropertyName key) {
    return ACCESS.isAncestorOf(key);
  }

  public List<Finding> check() {
    List<Finding> findings = new ArrayList<>();
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source instanceof IterableConfigurationPropertySource all) {
        for (ConfigurationPropertyName key : all) {
          if (ACCESS.isAncestorOf(key) && key.toString().contains("].flows")) {
            check(source, key, findings);
          }
        }
      }
    }
    return findings;
  }

  /** The list is set element by element, or as one text with commas. */
  private void check(
      ConfigurationPropertySource source, ConfigurationPropertyName key, List<Finding> findings) {
    for (String part : environment.getProperty(key.toString(), "").split(",")) {
      String flow = part.strip();
      if (!flow.isEmpty() && !flows.contains(flow)) {
        findings.add(
            new Finding(
                SettingPlace.of(source.getConfigurationProperty(key)),
                key + " names the flow " + flow + ", which does not exist.",
                remedy(flow)));
      }
    }
  }

  private String remedy(String flow) {
    String nearest = Nearest.near(flow, flows);
    return nearest == null
        ? "Remove it, or add routes/" + flow + ".camel.yaml."
        : "Write " + nearest + ", or remove it.";
  }
}
