package dev.rivyaroutes.mail;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Mail connections from settings, bound as in the program. */
public final class MailOf {

  private MailOf() {}

  public static MailConnections settings(Map<String, String> settings) {
    return settings(settings, null);
  }

  static MailConnections settings(Map<String, String> settings, SSLSocketFactory trust) {
    return settings(settings, trust, Clock.systemUTC());
  }

  static MailConnections settings(
      Map<String, String> settings, SSLSocketFactory trust, Clock clock) {
    MailProperties properties =
        new Binder(new MapConfigurationPropertySource(settings))
            .bindOrCreate("rivya", Bindable.of(MailProperties.class));
    return new MailConnections(properties, clock, trust);
  }

  /** Settings with others, such as {@code timeout}, of the connection support. */
  static Map<String, String> with(Map<String, String> settings, String... more) {
    Map<String, String> all = new HashMap<>(settings);
    for (int i = 0; i < more.length; i += 2) {
      all.put("rivya.mail.support." + more[i], more[i + 1]);
    }
    return all;
  }
}
