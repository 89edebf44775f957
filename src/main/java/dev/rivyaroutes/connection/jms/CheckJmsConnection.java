package dev.rivyaroutes.connection.jms;

import dev.rivyaroutes.Require;
import jakarta.jms.ConnectionFactory;
import java.util.regex.Pattern;
import org.springframework.util.ClassUtils;

/**
 * Checks the settings of a JMS connection. The messages contain key, value and remedy, no secrets.
 */
final class CheckJmsConnection {
  private static final Pattern URL =
      Pattern.compile("\\(?\\s*tcp://[^\\s:/?]+:\\d{1,5}[^\\s]*(\\s*,\\s*tcp://[^\\s]+)*");

  private final String key;
  private final JmsConnectionProperties settings;

  CheckJmsConnection(String name, JmsConnectionProperties settings) {
    this.key = "rivya.jms." + name;
    this.settings = settings;
  }

  /**
   * @throws IllegalArgumentException with key, value and remedy in one sentence
   */
  void check() {
    if (settings.type() == JmsType.ARTEMIS) {
      artemis();
    } else {
      other();
    }
    Require.that(
        settings.user().isBlank() == settings.password().isEmpty(),
        "%s has only one of user and password; set both, or none.".formatted(key));
    Require.atLeast(key + ".timeout", settings.timeout(), "100ms");
  }

  private void artemis() {
    Require.that(
        URL.matcher(settings.url().strip()).matches(),
        "%s.url is \"%s\"; it must be the address of the broker, such as tcp://broker.example.com:61616."
            .formatted(key, settings.address()));
    Require.that(
        settings.factoryClass().isBlank() && settings.properties().isEmpty(),
        "%s.factory-class and %s.properties are only for another client; set %s.type: other, or remove them."
            .formatted(key, key, key));
  }

  private void other() {
    Require.that(
        settings.url().isBlank(),
        "%s.url is only for Artemis; write the address under %s.properties, by the name that the client has for it, such as brokerURL."
            .formatted(key, key));
    String name = settings.factoryClass().strip();
    Require.that(
        !name.isEmpty(),
        "%s.factory-class is not set; %s.type: other requires it.".formatted(key, key));
    Require.that(
        ClassUtils.isPresent(name, null),
        "%s.factory-class is \"%s\", a class that the program does not have. Put the jars of the client into lib/, or correct the name."
            .formatted(key, name));
    Require.that(
        ConnectionFactory.class.isAssignableFrom(ClassUtils.resolveClassName(name, null)),
        "%s.factory-class is \"%s\", which is no jakarta.jms.ConnectionFactory. Take the client's version for Jakarta Messaging 3, not for javax.jms."
            .formatted(key, name));
    try {
      JmsFactories.factory(settings);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s.properties does not fit %s: %s".formatted(key, name, e.getMessage()), e);
    }
  }
}
