package dev.rivyaroutes.mail;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The configured mail connections.
 *
 * @param mail The mail connections by name.
 */
@ConfigurationProperties("rivya")
record MailProperties(@DefaultValue Map<String, MailConnectionProperties> mail) {
  MailProperties {
    mail = Map.copyOf(mail);
    mail.forEach((name, connection) -> new CheckMailConnection(name, connection).check());
  }
}
