package dev.rivyaroutes.api;

import dev.rivyaroutes.log.SecretKeys;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * The configuration as text, by the places where it is set. Of a secret it says only whether it is
 * set; of the environment and of Java's properties only what belongs to the program is shown.
 */
final class DescribeSettings {

  private static final Pattern OWN =
      Pattern.compile("(?i)(rivya|spring|server|management|logging|camel)[._].*");
  private static final List<String> SHARED =
      List.of("systemProperties", "systemEnvironment", "servletConfigInitParams");
  private static final String DEFAULTS = "class path resource";
  private static final String FILE = "Config resource";

  private final ConfigurableEnvironment environment;

  DescribeSettings(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  String text() {
    StringBuilder text = new StringBuilder("# The first place that sets a key wins.\n");
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> all && isSetByPeople(source.getName())) {
        Map<String, String> settings = settings(all);
        if (!settings.isEmpty()) {
          text.append("\n# ").append(source.getName()).append('\n');
          settings.forEach(
              (key, value) -> text.append(key).append(": ").append(value).append('\n'));
        }
      }
    }
    return text.toString();
  }

  private static boolean isSetByPeople(String source) {
    return source.startsWith(FILE)
        ? !source.contains(DEFAULTS)
        : source.equals("commandLineArgs") || SHARED.contains(source);
  }

  private Map<String, String> settings(EnumerablePropertySource<?> source) {
    Map<String, String> settings = new TreeMap<>();
    boolean shared = SHARED.contains(source.getName());
    Arrays.stream(source.getPropertyNames())
        .filter(key -> !shared || OWN.matcher(key).matches())
        .forEach(key -> settings.put(key, SecretKeys.mask(key, value(source.getProperty(key)))));
    return settings;
  }

  private String value(Object value) {
    return SecretKeys.resolved(environment, value).orElse("a placeholder that refers to itself");
  }
}
