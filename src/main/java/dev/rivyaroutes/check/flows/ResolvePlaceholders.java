package dev.rivyaroutes.check.flows;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.env.Environment;

/**
 * Resolves the placeholders of a flow as Camel will. Left unresolved are unknown and optional keys,
 * and Camel's functions except {@code env:} and {@code sys:}.
 */
public final class ResolvePlaceholders implements UnaryOperator<String> {

  private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\\\)\\{\\{([^{}?!][^{}]*)}}");
  private static final Pattern FUNCTION = Pattern.compile("([^:]+):(.*)");

  /** The maximum depth of placeholders within values. */
  private static final int DEEPEST = 10;

  private final Environment environment;

  public ResolvePlaceholders(Environment environment) {
    this.environment = environment;
  }

  @Override
  public String apply(String text) {
    String resolved = text;
    for (int i = 0; i < DEEPEST; i++) {
      String next =
          PLACEHOLDER
              .matcher(resolved)
              .replaceAll(found -> Matcher.quoteReplacement(value(found.group(), found.group(1))));
      if (next.equals(resolved)) {
        break;
      }
      resolved = next;
    }
    return resolved;
  }

  private String value(String placeholder, String key) {
    Matcher function = FUNCTION.matcher(key);
    String value = environment.getProperty(key);
    if (value == null && function.matches()) {
      String[] nameAndDefault = function.group(2).split(":", 2);
      value =
          switch (function.group(1)) {
            case "env" -> System.getenv(nameAndDefault[0]);
            case "sys" -> System.getProperty(nameAndDefault[0]);
            case "bean", "service", "service.host", "service.name", "service.port" -> placeholder;
            default -> environment.getProperty(function.group(1), function.group(2));
          };
      if (value == null) {
        value = nameAndDefault.length > 1 ? nameAndDefault[1] : placeholder;
      }
    }
    return value == null ? placeholder : value;
  }
}
