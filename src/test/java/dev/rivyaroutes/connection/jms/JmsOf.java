package dev.rivyaroutes.connection.jms;

import dev.rivyaroutes.testing.ArtemisServer;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** JMS connections from settings, bound as in the program. */
public final class JmsOf {
  private JmsOf() {}

  public static JmsConnections settings(Map<String, String> settings) {
    return new JmsConnections(
        new Binder(new MapConfigurationPropertySource(settings))
            .bindOrCreate("rivya", Bindable.of(JmsProperties.class)));
  }

  /** Settings of a connection, as pairs of key and value. */
  public static Map<String, String> connection(String name, String... settings) {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      all.put("rivya.jms." + name + "." + settings[i], settings[i + 1]);
    }
    return all;
  }

  /** The connection default, and one named wrong with a wrong password. */
  public static JmsConnections at(String url) {
    Map<String, String> all = new HashMap<>();
    all.putAll(login("default", url, ArtemisServer.PASSWORD));
    all.putAll(login("wrong", url, "not-the-password"));
    return settings(all);
  }

  private static Map<String, String> login(String name, String url, String password) {
    return connection(
        name, "url", url, "user", ArtemisServer.USER, "password", password, "timeout", "1s");
  }
}
