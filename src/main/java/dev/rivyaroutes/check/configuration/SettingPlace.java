package dev.rivyaroutes.check.configuration;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Place;
import java.io.IOException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.PropertySource;

/** Where a value of the configuration was set. */
final class SettingPlace {

  private SettingPlace() {}

  /** File and line, or the name of the source. */
  static Place of(ConfigurationProperty property) {
    Origin origin = property == null ? null : property.getOrigin();
    if (origin instanceof PropertySourceOrigin within && within.getOrigin() != null) {
      origin = within.getOrigin();
    }
    if (origin instanceof TextResourceOrigin text && text.getLocation() != null) {
      return Place.of(
          new FileLine(
              file(text), text.getLocation().getLine() + 1, text.getLocation().getColumn() + 1));
    }
    if (origin instanceof PropertySourceOrigin within) {
      return Place.of(holder(within.getPropertySource()));
    }
    return Place.of("the configuration");
  }

  /** Whether it was not set by the user. */
  static boolean isDefault(ConfigurationProperty property) {
    return property.getOrigin() instanceof PropertySourceOrigin origin
        && isOwn(origin.getPropertySource());
  }

  /** Whether the source was added by the program itself: defaults, address, simulator. */
  static boolean isOwn(PropertySource<?> source) {
    return source.getName().startsWith("rivya-");
  }

  private static String file(TextResourceOrigin origin) {
    try {
      return FileLine.below(origin.getResource().getFile().toPath());
    } catch (IOException e) {
      return origin.getResource().getFilename();
    }
  }

  private static String holder(PropertySource<?> source) {
    return switch (source.getName()) {
      case "commandLineArgs" -> "the command line";
      case "systemProperties" -> "a system property";
      case "systemEnvironment" -> "the environment";
      default -> source.getName();
    };
  }
}
