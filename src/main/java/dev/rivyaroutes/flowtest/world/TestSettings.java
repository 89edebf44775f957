package dev.rivyaroutes.flowtest.world;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * The configuration of a test run: of the own one what the flows name, but no account, connection,
 * login, ledger or server.
 */
final class TestSettings {
  private static final String NAME = "flow-tests";

  /** What of the own configuration is not used. */
  private static final Set<String> REPLACED =
      Set.of(
          "rivya.access",
          "rivya.accounts",
          "rivya.callbacks",
          "rivya.credits",
          "rivya.database",
          "rivya.flows",
          "rivya.jms",
          "rivya.kafka",
          "rivya.ledger",
          "rivya.mail",
          "rivya.media",
          "rivya.pause",
          "rivya.retry",
          "rivya.s3",
          "rivya.secrets",
          "rivya.sftp",
          "rivya.simulator",
          "rivya.sqs",
          "rivya.wait",
          "camel",
          "logging",
          "management",
          "server",
          "spring");

  private final Map<String, Object> own = new LinkedHashMap<>();

  TestSettings set(String key, Object value) {
    own.put(key, value);
    return this;
  }

  /** Puts the settings of the run above those that may stay. */
  void apply(ConfigurableEnvironment environment) {
    MutablePropertySources sources = environment.getPropertySources();
    for (PropertySource<?> source : sources.stream().toList()) {
      if (source instanceof EnumerablePropertySource<?> all && !isOfProgram(source)) {
        Map<String, Object> kept = new LinkedHashMap<>();
        for (String key : all.getPropertyNames()) {
          if (!isReplaced(key)) {
            kept.put(key, all.getProperty(key));
          }
        }
        sources.replace(source.getName(), new MapPropertySource(source.getName(), kept));
      }
    }
    sources.addFirst(new MapPropertySource(NAME, own));
    // A variable that is not set here may be set where the program runs.
    environment.setIgnoreUnresolvableNestedPlaceholders(true);
  }

  private static boolean isOfProgram(PropertySource<?> source) {
    return source.getName().contains("class path resource")
        || source.getName().equals("configurationProperties")
        || source.getName().equals("defaultProperties");
  }

  /** Also in the form of environment variables. */
  private static boolean isReplaced(String key) {
    String plain = key.toLowerCase(java.util.Locale.ROOT).replace('_', '.');
    return REPLACED.stream()
        .anyMatch(
            one ->
                plain.equals(one)
                    || plain.startsWith(one + ".")
                    || plain.startsWith(one + "-")
                    || plain.startsWith(one + "["));
  }
}
